package io.gpiot.bench.report;

import io.gpiot.base.HtmlText;
import io.gpiot.bench.application.ApplicationResult;
import io.gpiot.bench.application.ApplicationResult.Scored;
import io.gpiot.bench.application.ApplicationResult.Trial;
import io.gpiot.bench.application.ApplicationSummary;
import io.gpiot.bench.application.CaseScore;
import io.gpiot.bench.metric.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An application's result as one page. */
final class ApplicationPage {

    private static final double MEBIBYTE = 1 << 20;

    private ApplicationPage() {}

    static String of(ApplicationResult result, ApplicationSummary summary) {
        StringBuilder body = new StringBuilder();
        if (result.simulated()) {
            body.append(
                            "<p><b class=\"failed\">Simulated data, not measurements:</b> figures on them tell programs apart;")
                    .append(" they are not figures of a device.</p>");
        }
        body.append("<p>").append(HtmlText.escape(result.data())).append("</p>");
        body.append(Html.section("Figures", figures(summary)));
        body.append(Html.section("Bars", bars(summary)));
        body.append(Html.section(
                "What the chain was asked for",
                Html.table(
                        List.of("", ""),
                        result.requirements().entrySet().stream()
                                .map(each -> List.of(each.getKey(), each.getValue()))
                                .toList())));
        body.append(Html.section(
                "Programs of the chain",
                result.trials().stream().map(ApplicationPage::trial).collect(Collectors.joining())));
        body.append(Html.section(
                "Programs of ours",
                result.comparisons().stream().map(each -> scored(each, "")).collect(Collectors.joining())));
        body.append(Html.section("Where the figures come from", facts(result)));
        return Html.page("GPIoT bench: " + result.application(), body.toString());
    }

    private static String figures(ApplicationSummary summary) {
        List<String> head = new ArrayList<>(List.of("", "ran"));
        head.addAll(summary.measures());
        return Html.table(head, ApplicationReport.table(summary))
                + "<p>Means over programs with the interval that holds 95 % of the means of resampled programs. A program"
                + " that failed on a case, or was never found, has found nothing there and counts; memory and time are of"
                + " programs that ran. Peak memory is that of the whole process, Python, libraries and data included: the"
                + " program that answers the most frequent class shows what these take by themselves. Inference is the time"
                + " that five times as many windows take besides, by window, from the fastest of three runs each, and is left"
                + " out where it is lost in noise. Figures of others are copied, with their data"
                + " named; they are of other programs, and the paper's of much larger models.</p>";
    }

    /** Measures that are shares, of all who have them as numbers. */
    private static String bars(ApplicationSummary summary) {
        StringBuilder all = new StringBuilder();
        for (String measure : summary.measures()) {
            Map<String, Interval> bars = new LinkedHashMap<>();
            for (ApplicationSummary.Row row : summary.rows()) {
                Interval interval = row.intervals().get(measure);
                if (interval != null && interval.count() > 0 && interval.mean() <= 1) {
                    bars.put(row.name().replace(", written by us", ""), interval);
                }
            }
            if (!bars.isEmpty() && !measure.contains(" ms") && !measure.contains(" s")) {
                all.append("<h3>")
                        .append(HtmlText.escape(measure))
                        .append("</h3>")
                        .append(Html.intervals(bars));
            }
        }
        return all.toString();
    }

    private static String trial(Trial trial) {
        String text = trial.text() + ", chain took " + Figures.seconds(trial.seconds()) + ", folder " + trial.folder();
        return scored(trial.scored(), text);
    }

    private static String scored(Scored program, String text) {
        String measures = program.measures().entrySet().stream()
                .map(measure -> measure.getKey() + " " + Figures.three(measure.getValue()))
                .collect(Collectors.joining(", "));
        long failed = program.failed();
        String mark = failed == 0
                ? "<b class=\"passed\">ran</b>"
                : "<b class=\"failed\">" + (program.programs().isEmpty() ? "no program" : "failed on " + failed)
                        + "</b>";
        String code = program.programs().entrySet().stream()
                .map(file -> Html.details(HtmlText.escape(file.getKey()), Html.pre(file.getValue())))
                .collect(Collectors.joining());
        return Html.details(
                mark + " " + HtmlText.escape(program.name() + ": " + measures),
                (text.isEmpty() ? "" : "<p>" + HtmlText.escape(text) + "</p>")
                        + Html.table(
                                List.of("case", "counts", "s", "MiB", ""),
                                program.cases().stream()
                                        .map(ApplicationPage::row)
                                        .toList())
                        + code);
    }

    private static List<String> row(CaseScore score) {
        String counts = new TreeMap<>(score.counts())
                .entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", "));
        return List.of(
                score.name(),
                counts,
                Figures.three(score.seconds()),
                Long.toString(Math.round(score.peakBytes() / MEBIBYTE)),
                score.failure());
    }

    private static String facts(ApplicationResult result) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("data", result.data());
        facts.put("data key", result.dataKey());
        facts.putAll(result.subject());
        facts.put("started", result.started());
        facts.put(
                "seeds of the chain",
                result.trials().stream()
                        .map(trial -> Long.toString(trial.seed()))
                        .distinct()
                        .collect(Collectors.joining(", ")));
        result.machine().forEach((name, value) -> facts.put("machine: " + name, value));
        return Html.table(
                List.of("", ""),
                facts.entrySet().stream()
                        .map(fact -> List.of(fact.getKey(), fact.getValue()))
                        .toList());
    }
}
