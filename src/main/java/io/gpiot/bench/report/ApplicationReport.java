package io.gpiot.bench.report;

import io.gpiot.base.Json;
import io.gpiot.bench.application.ApplicationResult;
import io.gpiot.bench.application.ApplicationSummary;
import io.gpiot.bench.metric.Interval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An application's result as files, and its figures as text. */
public final class ApplicationReport {

    private ApplicationReport() {}

    /** Writes {@code result.json}, {@code summary.json} and {@code report.html}. */
    public static void write(ApplicationResult result, Path folder) {
        ApplicationSummary summary = ApplicationSummary.of(result);
        Json.writeFile(folder.resolve(BenchReport.RESULT), result);
        Json.writeFile(folder.resolve(BenchReport.SUMMARY), summary);
        Json.writeText(folder.resolve(BenchReport.PAGE), ApplicationPage.of(result, summary));
    }

    /** The figures in columns, one line a subject. */
    public static String text(ApplicationResult result) {
        ApplicationSummary summary = ApplicationSummary.of(result);
        StringBuilder text = new StringBuilder();
        if (result.simulated()) {
            text.append("SIMULATED DATA, not measurements\n");
        }
        text.append(result.application()).append(" on ").append(result.data()).append('\n');
        for (ApplicationSummary.Row row : summary.rows()) {
            text.append("  ").append(row.name());
            if (row.programs() > 1) {
                text.append(" (")
                        .append(row.ran())
                        .append(" of ")
                        .append(row.programs())
                        .append(" ran)");
            } else if (row.programs() == 1 && row.ran() == 0) {
                text.append(" (failed on some case)");
            }
            text.append('\n');
            for (String measure : summary.measures()) {
                String cell = cell(row, measure);
                if (!cell.equals("-")) {
                    text.append(String.format(Locale.ROOT, "      %-26s %s%n", measure, cell));
                }
            }
        }
        return text.toString();
    }

    static List<List<String>> table(ApplicationSummary summary) {
        List<List<String>> rows = new ArrayList<>();
        for (ApplicationSummary.Row row : summary.rows()) {
            List<String> cells = new ArrayList<>();
            cells.add(row.name());
            cells.add(row.programs() == 0 ? "" : row.ran() + " of " + row.programs());
            summary.measures().forEach(measure -> cells.add(cell(row, measure)));
            rows.add(cells);
        }
        return rows;
    }

    private static String cell(ApplicationSummary.Row row, String measure) {
        String published = row.texts().get(measure);
        Interval interval = row.intervals().get(measure);
        return published != null ? published : figure(interval);
    }

    private static String figure(@Nullable Interval interval) {
        if (interval == null || interval.count() == 0) {
            return "-";
        }
        return interval.count() == 1 ? Figures.three(interval.mean()) : Figures.of(interval);
    }
}
