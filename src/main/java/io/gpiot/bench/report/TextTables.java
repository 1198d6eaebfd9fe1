package io.gpiot.bench.report;

import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.Summary;
import io.gpiot.data.examine.Outcome;
import java.util.Locale;

/** A result's figures for a terminal. */
public final class TextTables {

    private static final int NAME = 24;

    private TextTables() {}

    public static String of(BenchResult result, Summary summary) {
        StringBuilder text = new StringBuilder();
        text.append(result.suite())
                .append(" (")
                .append(result.datasetHash(), 0, 12)
                .append("): ")
                .append(result.code().size())
                .append(" code and ")
                .append(result.plans().size())
                .append(" decomposition tasks\n")
                .append(result.subject().text())
                .append("; ")
                .append(result.settings().samples())
                .append(result.settings().samples() == 1 ? " sample" : " samples")
                .append(", temperature ")
                .append(result.settings().temperature())
                .append("\n\n");
        int width = summary.measures().stream()
                .mapToInt(measure -> measure.name().length() + 1)
                .reduce(NAME, Math::max);
        line(text, width, "", "mean [95 % over tasks]", "paper (its own tasks)");
        for (Summary.Measure measure : summary.measures()) {
            line(text, width, measure.name(), Figures.of(measure.interval()), measure.paper());
        }
        int programs =
                summary.outcomes().values().stream().mapToInt(Integer::intValue).sum();
        if (programs > 0) {
            text.append("\nprograms\n");
            for (Outcome outcome : Outcome.values()) {
                int count = summary.outcomes().getOrDefault(outcome, 0);
                line(
                        text,
                        NAME,
                        "  " + outcome.text(),
                        String.format(Locale.ROOT, "%5d  %s", count, Figures.share((double) count / programs)),
                        outcome.meaning());
            }
        }
        BenchResult.Cost cost = result.cost();
        text.append("\nwritten in ")
                .append(Figures.seconds(cost.writingSeconds()))
                .append(", examined in ")
                .append(Figures.seconds(cost.examiningSeconds()))
                .append("; ")
                .append(cost.tokens())
                .append(" tokens kept, ")
                .append(cost.thrownAway())
                .append(" thrown away, ")
                .append(cost.freshTokens())
                .append(" generated in this run\n");
        result.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, int width, String name, String value, String more) {
        text.append(String.format(Locale.ROOT, "%-" + width + "s %-24s %s", name, value, more)
                        .stripTrailing())
                .append('\n');
    }
}
