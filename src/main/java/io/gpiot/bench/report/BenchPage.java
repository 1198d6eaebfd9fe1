package io.gpiot.bench.report;

import io.gpiot.base.HtmlText;
import io.gpiot.bench.metric.Interval;
import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.BenchResult.CodeResult;
import io.gpiot.bench.run.BenchResult.Plan;
import io.gpiot.bench.run.BenchResult.PlanResult;
import io.gpiot.bench.run.BenchResult.Sample;
import io.gpiot.bench.run.Summary;
import io.gpiot.data.examine.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A result as one page. */
final class BenchPage {

    private static final double MEBIBYTE = 1 << 20;

    private BenchPage() {}

    static String of(BenchResult result, Summary summary) {
        StringBuilder body = new StringBuilder();
        body.append("<p>").append(HtmlText.escape(result.subject().text())).append("</p>");
        result.notes()
                .forEach(note ->
                        body.append("<p>Note: ").append(HtmlText.escape(note)).append("</p>"));
        body.append(Html.section("Figures", measures(summary)));
        if (!result.code().isEmpty()) {
            body.append(Html.section("How programs end", outcomes(summary)))
                    .append(Html.section("pass@1 by domain", Html.intervals(summary.domains())));
            if (summary.levels().size() > 1) {
                body.append(Html.section("pass@1 by level", Html.intervals(summary.levels())));
            }
        }
        if (result.code().stream()
                .flatMap(task -> task.samples().stream())
                .anyMatch(sample -> sample.quality() != null)) {
            body.append(Html.section("How programs are written", Readings.of(result)));
        }
        if (!result.scores().isEmpty()) {
            body.append(Html.section("Who judged", Judges.of(result.scores())));
        }
        body.append(Html.section("Where the figures come from", facts(result)));
        if (!result.code().isEmpty()) {
            body.append(Html.section(
                    "Code tasks",
                    result.code().stream().map(task -> task(task, result)).collect(Collectors.joining())));
        }
        if (!result.plans().isEmpty()) {
            body.append(Html.section(
                    "Decomposition tasks",
                    result.plans().stream().map(plan -> plan(plan, result)).collect(Collectors.joining())));
        }
        return Html.page("GPIoT bench: " + result.suite(), body.toString());
    }

    private static String measures(Summary summary) {
        List<List<String>> rows = new ArrayList<>();
        for (Summary.Measure measure : summary.measures()) {
            Interval interval = measure.interval();
            rows.add(
                    List.of(measure.name(), Figures.of(interval), Integer.toString(interval.count()), measure.paper()));
        }
        return Html.table(List.of("", "mean [95 % interval over tasks]", "tasks", "GPIoT in the paper"), rows)
                + "<p>The paper's figures are of GPIoT's tuned 13B models on IoTBench, its own tasks: beside ours, not"
                + " comparable task by task.</p>";
    }

    private static String outcomes(Summary summary) {
        Map<String, Integer> bars = new LinkedHashMap<>();
        List<List<String>> meanings = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            bars.put(outcome.text(), summary.outcomes().getOrDefault(outcome, 0));
            meanings.add(List.of(outcome.text(), outcome.meaning()));
        }
        return Html.counts(bars) + Html.details("What they mean", Html.table(List.of("", ""), meanings));
    }

    private static String facts(BenchResult result) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("suite", result.suite());
        facts.put("dataset hash", result.datasetHash());
        facts.put("model", result.subject().model());
        facts.put("model hash", result.subject().modelHash());
        facts.put(
                "adapter",
                result.subject().adapter().isEmpty() ? "none" : result.subject().adapter());
        facts.put("prompts", result.subject().prompts());
        facts.put("line guard", result.subject().guard() ? "on" : "off");
        facts.put("samples a task", Integer.toString(result.settings().samples()));
        facts.put("temperature", Double.toString(result.settings().temperature()));
        facts.put("seed", Long.toString(result.settings().seed()));
        facts.put(
                "token limits",
                result.settings().programTokens() + " a program, "
                        + result.settings().planTokens() + " a decomposition");
        facts.put("programs' Python", result.subject().python());
        facts.put("sandbox", result.subject().sandbox());
        facts.put("started", result.started());
        facts.put(
                "writing",
                Figures.seconds(result.cost().writingSeconds()) + ", "
                        + result.cost().freshTokens() + " tokens in this run");
        facts.put("examining", Figures.seconds(result.cost().examiningSeconds()));
        facts.put(
                "tokens of all answers",
                result.cost().promptTokens() + " in prompts, " + result.cost().tokens() + " generated, "
                        + result.cost().thrownAway() + " thrown away by the guard");
        facts.putAll(new TreeMap<>(result.instruments()));
        facts.put(
                "judged by",
                result.scores().isEmpty() ? "nobody: there are no scores by rubrics" : Judges.names(result.scores()));
        new TreeMap<>(result.machine()).forEach((name, value) -> facts.put("machine: " + name, value));
        return Html.table(
                List.of("", ""),
                facts.entrySet().stream()
                        .map(fact -> List.of(fact.getKey(), fact.getValue()))
                        .toList());
    }

    private static String task(CodeResult task, BenchResult result) {
        int passed = task.passed();
        String summary = mark(passed > 0, passed + "/" + task.samples().size()) + " " + HtmlText.escape(task.id()) + " "
                + HtmlText.escape(outcomes(task));
        return Html.details(
                summary,
                Html.details("question", Html.pre(task.question()))
                        + Html.details("prompt", Html.pre(task.prompt()))
                        + task.samples().stream().map(BenchPage::sample).collect(Collectors.joining())
                        + Judges.about(task.id(), result.scores()));
    }

    private static String outcomes(CodeResult task) {
        Map<String, Integer> counts = new TreeMap<>();
        task.samples()
                .forEach(sample -> counts.merge(sample.examination().outcome().text(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> task.samples().size() == 1 ? count.getKey() : count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String sample(Sample sample) {
        var examination = sample.examination();
        String head = "sample " + sample.index() + ": "
                + mark(examination.passed(), examination.outcome().text()) + " "
                + HtmlText.escape(examination.detail());
        String facts = "seed " + sample.seed() + ", " + sample.tokens() + " tokens (" + sample.finish() + "), "
                + sample.thrownAway() + " thrown away " + sample.prevented() + "; ran "
                + Figures.three(examination.seconds()) + " s, "
                + Math.round(examination.peakBytes() / MEBIBYTE) + " MiB"
                + (sample.similarity() == null ? "" : "; similarity " + Figures.three(sample.similarity()));
        return Html.details(
                head,
                "<p>" + HtmlText.escape(facts) + "</p>" + Html.pre(sample.code()) + Html.pre(examination.trace())
                        + Readings.findings(sample.quality())
                        + (examination.printed().isBlank()
                                ? ""
                                : Html.details("standard output and error", Html.pre(examination.printed()))));
    }

    private static String plan(PlanResult plan, BenchResult result) {
        String answers = plan.answers().stream().map(BenchPage::answer).collect(Collectors.joining());
        boolean formed = plan.answers().stream().allMatch(Plan::wellFormed);
        return Html.details(
                mark(formed, formed ? "well-formed" : "not well-formed") + " " + HtmlText.escape(plan.id()),
                Html.pre(plan.problem())
                        + Html.details("prompt", Html.pre(plan.prompt()))
                        + Html.details("reference", Html.pre(plan.reference()))
                        + answers
                        + Judges.about(plan.id(), result.scores()));
    }

    private static String answer(Plan answer) {
        String head = (answer.grammar() ? "under grammar" : "free") + ", sample " + answer.index() + ": BLEU "
                + Figures.three(answer.bleu()) + ", " + answer.subTasks() + " sub-tasks, "
                + mark(answer.wellFormed(), answer.wellFormed() ? "well-formed" : "not well-formed");
        return Html.details(head, Html.pre(answer.text()));
    }

    private static String mark(boolean good, String text) {
        return "<b class=\"" + (good ? "passed" : "failed") + "\">" + HtmlText.escape(text) + "</b>";
    }
}
