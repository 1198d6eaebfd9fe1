package io.gpiot.synthesis.decompose;

import io.gpiot.synthesis.SynthesisSettings.Range;

/**
 * The shape of a decomposition, as grammar text. Sub-tasks count up from 1 and are separated by one blank line. Steps
 * have no semicolon: where a small model copies a card's list of actions, each becomes a step.
 */
public final class SubTaskGrammar {

    private SubTaskGrammar() {}

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
            text.append("task%d ::= \"Sub-Task %d [\" name \"]\" (\"\\n- \" step){1,3}%n".formatted(number, number));
        }
        return text.append("name ::= [A-Z] [A-Za-z0-9 /-]{7,48}\n")
                .append("step ::= [A-Za-z0-9] [^\\n;]{11,160}\n")
                .toString();
    }
}
