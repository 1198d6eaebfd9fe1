package io.gpiot.synthesis.decompose;

import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings.Range;
import java.util.List;
import java.util.Optional;

/**
 * The shape of a decomposition, as grammar text. Sub-tasks count up from 1 and are separated by one blank line. Steps
 * have no semicolon: where a small model copies a card's list of actions, each becomes a step.
 */
public final class SubTaskGrammar {

    /** Of a sub-task. */
    private static final int MOST_STEPS = 3;

    // a class and its count mean the same in a grammar and in a regular expression
    private static final String NAME = "[A-Z][A-Za-z0-9 /-]{7,48}";
    private static final String STEP = "[A-Za-z0-9][^\\n;]{11,160}";

    private SubTaskGrammar() {}

    /** Sub-tasks that somebody wrote, as the grammar has them: commas for the semicolons of steps. */
    public static List<SubTask> fitted(List<SubTask> subTasks) {
        return subTasks.stream()
                .map(each -> new SubTask(
                        each.number(),
                        each.name(),
                        each.steps().stream()
                                .map(step -> step.replaceAll("\\s*;", ","))
                                .toList()))
                .toList();
    }

    /** What a model could not write under the grammar, whatever the count of sub-tasks; empty where it could. */
    public static Optional<String> fault(List<SubTask> subTasks) {
        for (SubTask subTask : subTasks) {
            if (!subTask.name().matches(NAME)) {
                return Optional.of("the name [" + subTask.name() + "] must match " + NAME);
            }
            if (subTask.steps().isEmpty() || subTask.steps().size() > MOST_STEPS) {
                return Optional.of("[" + subTask.name() + "] has "
                        + subTask.steps().size() + " steps, must have 1 to " + MOST_STEPS);
            }
            for (String step : subTask.steps()) {
                if (!step.matches(STEP)) {
                    return Optional.of("the step '" + step + "' (" + step.length() + " characters) must match " + STEP);
                }
            }
        }
        return Optional.empty();
    }

    public static String of(Range count) {
        StringBuilder text = new StringBuilder("root ::= ");
        for (int number = 1; number <= count.least(); number++) {
            text.append(number > 1 ? " \"\\n\\n\" " : "").append("task").append(number);
        }
        for (int number = count.least() + 1; number <= count.most(); number++) {
            text.append(" (\"\\n\\n\" task").append(number);
        }
        text.append(")?".repeat(count.most() - count.least())).append('\n');
        for (int number = 1; number <= count.most(); number++) {
            text.append("task%d ::= \"Sub-Task %d [\" name \"]\" (\"\\n- \" step){1,%d}%n"
                    .formatted(number, number, MOST_STEPS));
        }
        return text.append("name ::= " + NAME + "\nstep ::= " + STEP + "\n").toString();
    }
}
