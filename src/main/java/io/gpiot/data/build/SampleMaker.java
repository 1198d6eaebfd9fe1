package io.gpiot.data.build;

import io.gpiot.data.Axis;
import io.gpiot.data.ContentHash;
import io.gpiot.data.CrawledRow;
import io.gpiot.data.DescriptionRow;
import io.gpiot.data.ExampleRow;
import io.gpiot.data.Label;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.UsageRow;
import io.gpiot.engine.Message;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.decompose.DecompositionPrompt;
import io.gpiot.synthesis.generate.ProgramPrompt;
import io.gpiot.synthesis.prompt.Prompt;
import io.gpiot.synthesis.prompt.PromptForm;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rows as pairs. The forms are those in use, but without what an answer is told to begin with: a tuned model begins by itself.
 * Every second pair has expert cards, so that a model learns to use them and to do without. All choices follow from a hash of
 * the id: the same rows make the same pairs.
 */
final class SampleMaker {

    private static final int MOST_SUB_TASKS = 12;

    private final PromptForm subTasks;
    private final PromptForm program;
    private final Retrieval retrieval;

    /** @param retrieval gives no cards where none are wanted */
    SampleMaker(PromptForm subTasks, PromptForm program, Retrieval retrieval) {
        this.subTasks = subTasks;
        this.program = program;
        this.retrieval = retrieval;
    }

    /** @param wording which of the problem's texts, from 0: the first is the problem as it was written */
    Sample sample(ProblemRow row, int wording) {
        Label label = wording == 0 ? row.label() : wording(row.label(), wording);
        String text = row.texts().get(wording);
        List<Value> data =
                row.data().stream().map(parameter -> new Value(parameter, "")).toList();
        return Sample.of(
                row,
                label,
                "none",
                DecompositionPrompt.of(
                        subTasks,
                        text,
                        data,
                        cards(label, text, 1),
                        range(label, row.subTasks().size())),
                SubTask.toText(row.subTasks()));
    }

    Sample sample(ProgramRow row, String verdict) {
        Label label = row.label();
        return Sample.of(
                row,
                label.axis() == Axis.NONE ? withAxis(label, Axis.EXAMPLE) : label,
                verdict,
                prompt(label, row.specification(), row.code()),
                answer(row.code(), row.documentation()));
    }

    /** What crawled rows ask is theirs, but for specifications: those are asked as in use. */
    Sample sample(CrawledRow row) {
        return switch (row) {
            case DescriptionRow described ->
                Sample.of(row, row.label(), "none", question(described.question()), described.description());
            case UsageRow usage ->
                Sample.of(
                        row,
                        row.label(),
                        "ran",
                        question(usage.question()),
                        answer(usage.code(), usage.documentation()));
            case ExampleRow example ->
                Sample.of(
                        row,
                        row.label(),
                        "ran",
                        prompt(row.label(), example.specification(), example.code()),
                        answer(example.code(), example.documentation()));
        };
    }

    private static Prompt question(String text) {
        return new Prompt(List.of(Message.user(text)), "");
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

    private static String answer(String code, String documentation) {
        return "```python\n" + code + "```\n\n## Documentation\n" + documentation;
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
        return new Label(
                label.id() + "+wording" + number,
                label.kind(),
                label.domain(),
                label.topic(),
                label.axis() == Axis.NONE ? Axis.WORDING : label.axis(),
                label.origin(),
                label.licence(),
                label.source(),
                label.parent());
    }

    private static Label withAxis(Label label, Axis axis) {
        return new Label(
                label.id(),
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
