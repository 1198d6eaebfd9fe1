package io.gpiot.data.verify;

import io.gpiot.data.CodeTask;
import io.gpiot.data.CrawledRow;
import io.gpiot.data.DecompositionTask;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.generate.ProgramPrompt;
import io.gpiot.synthesis.generate.ProgramShape;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.io.Serializable;
import java.util.Optional;

/**
 * A program with its test, to be run.
 *
 * @param hash of the row
 * @param shaped the same program as a model is asked for it, which must pass as well; empty where none is asked
 * @param naive a program that must fail, or empty
 */
record Trial(String hash, Specification specification, String code, String shaped, String test, String naive)
        implements Serializable {

    private static final PromptForm FORM = PromptForm.of(Role.PROGRAM, PromptForm.STANDARD);

    /** Empty where a row has nothing to run. */
    static Optional<Trial> of(Row row) {
        return switch (row) {
            case ProgramRow program ->
                Optional.of(new Trial(
                        program.hash(),
                        program.specification(),
                        program.code(),
                        shaped(program),
                        program.test(),
                        program.naive()));
            case CodeTask task ->
                Optional.of(
                        new Trial(task.hash(), task.specification(), task.reference(), "", task.test(), task.naive()));
            case ProblemRow problem -> Optional.empty();
            // ran when it was made
            case CrawledRow crawled -> Optional.empty();
            case DecompositionTask task -> Optional.empty();
        };
    }

    private static String shaped(ProgramRow row) {
        return switch (ProgramShape.of(
                ProgramPrompt.prefill(FORM, row.specification()), row.specification(), row.code())) {
            case ProgramShape.Fits fits -> fits.code();
            // it becomes no pair
            case ProgramShape.Unfit unfit -> "";
        };
    }
}
