package io.gpiot.data.build;

import io.gpiot.data.Axis;
import io.gpiot.data.ContentHash;
import io.gpiot.data.CrawledRow;
import io.gpiot.data.DescriptionRow;
import io.gpiot.data.ExampleRow;
import io.gpiot.data.Label;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.UsageRow;
import io.gpiot.engine.Message;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.decompose.DecompositionPrompt;
import io.gpiot.synthesis.decompose.SubTaskGrammar;
import io.gpiot.synthesis.generate.ProgramPrompt;
import io.gpiot.synthesis.generate.ProgramShape;
import io.gpiot.synthesis.prompt.Prompt;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rows as pairs. Forms, beginnings of answers and shapes of answers are those in use, so that a model is tuned to go on where it
 * will have to. A program makes two pairs, as in use: specification to program, and program to documentation. Every second
 * program and problem has expert cards, so that a model learns to use them and to do without. All choices follow from a hash of
 * the id: the same rows make the same pairs.
 */
final class SampleMaker {

    private static final int MOST_SUB_TASKS = 12;

    private final PromptForm subTasks = PromptForm.of(Role.SUB_TASKS, PromptForm.STANDARD);
    private final PromptForm program = PromptForm.of(Role.PROGRAM, PromptForm.STANDARD);
    private final PromptForm documentation = PromptForm.of(Role.DOCUMENTATION, PromptForm.STANDARD);
    private final Retrieval retrieval;

    /** @param retrieval gives no cards where none are wanted */
    SampleMaker(Retrieval retrieval) {
        this.retrieval = retrieval;
    }

    /** @param wording which of the problem's texts, from 0: the first is the problem as it was written */
    Pairs pairs(ProblemRow row, int wording) {
        Label label = wording == 0 ? row.label() : wording(row.label(), wording);
        String text = row.texts().get(wording);
        List<SubTask> answer = SubTaskGrammar.fitted(row.subTasks());
        Optional<String> fault = SubTaskGrammar.fault(answer);
        if (fault.isPresent()) {
            return new Pairs.Unfit(fault.get());
        }
        List<Value> data =
                row.data().stream().map(parameter -> new Value(parameter, "")).toList();
        Sample sample = Sample.of(
                row,
                label,
                "none",
                DecompositionPrompt.of(subTasks, text, data, cards(label, text, 1), range(label, answer.size())),
                SubTask.toText(answer));
        return new Pairs.Made(List.of(sample), text + "\n" + sample.answer());
    }

    Pairs pairs(ProgramRow row, String verdict) {
        Label label = row.label();
        return pairs(
                row,
                label.axis() == Axis.NONE ? withAxis(label, label.id(), Axis.EXAMPLE) : label,
                verdict,
                row.specification(),
                row.documentation());
    }

    /** What crawled rows ask is theirs, but for specifications: those are asked as in use. */
    Pairs pairs(CrawledRow row) {
        return switch (row) {
            case DescriptionRow described ->
                made(Sample.of(row, row.label(), "none", question(described.question()), described.description()));
            case UsageRow usage ->
                made(Sample.of(
                        row,
                        row.label(),
                        "ran",
                        question(usage.question()),
                        "```python\n" + usage.code() + "```\n\n## Documentation\n" + usage.documentation()));
            case ExampleRow example -> pairs(row, row.label(), "ran", example.specification(), example.documentation());
        };
    }

    private static Pairs made(Sample sample) {
        return new Pairs.Made(List.of(sample), sample.question() + "\n" + sample.answer());
    }

    private static Prompt question(String text) {
        return new Prompt(List.of(Message.user(text)), "");
    }

    private Pairs pairs(Row row, Label label, String verdict, Specification specification, String text) {
        Prompt asked = prompt(label, specification, row.code());
        return switch (ProgramShape.of(asked.prefill(), specification, row.code())) {
            case ProgramShape.Unfit unfit -> new Pairs.Unfit(unfit.why());
            case ProgramShape.Fits fits -> {
                List<Sample> samples = new ArrayList<>();
                samples.add(Sample.of(row, label, verdict, asked, fits.rest()));
                if (!text.isBlank()) {
                    samples.add(Sample.of(
                            row,
                            withAxis(label, label.id() + "+documentation", label.axis()),
                            verdict,
                            ProgramPrompt.documentation(documentation, specification, fits.code()),
                            text.strip()));
                }
                yield new Pairs.Made(samples, row.prose() + "\n" + row.code());
            }
        };
    }

    private Prompt prompt(Label label, Specification specification, String code) {
        String query = specification.name() + ". " + specification.target();
        return ProgramPrompt.of(
                program,
                specification,
                List.of(),
                List.of(),
                cards(label, query, 1 + digit(label, 1) % 2),
                libraries(code),
                "");
    }

    private List<String> cards(Label label, String query, int count) {
        return digit(label, 0) % 2 == 0 ? retrieval.cards(query, count) : List.of();
    }

    /** A range that holds the answer's count, not always in the same place. */
    private static SynthesisSettings.Range range(Label label, int count) {
        return new SynthesisSettings.Range(
                Math.max(1, count - digit(label, 2) % 3), Math.min(MOST_SUB_TASKS, count + digit(label, 3) % 3));
    }

    /** What the prompt in use allows, and what this program needs besides. */
    private static String libraries(String code) {
        Set<String> more = new TreeSet<>(DataStatistics.libraries(code));
        more.removeAll(Set.of("sklearn"));
        more.removeIf(library -> ProgramPrompt.LIBRARIES.contains(library));
        return more.isEmpty() ? ProgramPrompt.LIBRARIES : ProgramPrompt.LIBRARIES + ", " + String.join(", ", more);
    }

    private static Label wording(Label label, int number) {
        return withAxis(
                label, label.id() + "+wording" + number, label.axis() == Axis.NONE ? Axis.WORDING : label.axis());
    }

    private static Label withAxis(Label label, String id, Axis axis) {
        return new Label(
                id,
                label.kind(),
                label.domain(),
                label.topic(),
                axis,
                label.origin(),
                label.licence(),
                label.source(),
                label.parent());
    }

    /** A hexadecimal digit, 0 to 15, that is random among ids. */
    private static int digit(Label label, int place) {
        return Character.digit(ContentHash.of(label.id()).charAt(place), 16);
    }
}
