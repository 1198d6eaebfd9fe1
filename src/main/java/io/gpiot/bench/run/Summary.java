package io.gpiot.bench.run;

import io.gpiot.bench.metric.Interval;
import io.gpiot.bench.metric.PassAtK;
import io.gpiot.bench.quality.Finding;
import io.gpiot.bench.rubric.Rubric;
import io.gpiot.bench.rubric.Score;
import io.gpiot.bench.run.BenchResult.CodeResult;
import io.gpiot.bench.run.BenchResult.Plan;
import io.gpiot.bench.run.BenchResult.PlanResult;
import io.gpiot.bench.run.BenchResult.Sample;
import io.gpiot.data.examine.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A result in figures.
 *
 * @param measures in the order in which they are shown
 * @param outcomes how many programs ended in which way; all ways, also those that none took
 * @param domains pass@1 by domain
 * @param levels pass@1 by level
 */
public record Summary(
        List<Measure> measures,
        Map<Outcome, Integer> outcomes,
        Map<String, Interval> domains,
        Map<String, Interval> levels) {

    /**
     * One figure over tasks.
     *
     * @param paper what the publication gives for GPIoT itself, on its own tasks, or empty
     */
    public record Measure(String name, Interval interval, String paper) {}

    public static Summary of(BenchResult result) {
        List<Measure> measures = new ArrayList<>();
        if (!result.code().isEmpty()) {
            int samples = result.settings().samples();
            for (int k : new int[] {1, 5, 10}) {
                if (k <= samples) {
                    String paper = k == 1 ? ".48" : k == 5 ? ".78" : "";
                    measures.add(new Measure("pass@" + k, over(result.code(), passAt(k)), paper));
                }
            }
            measures.add(new Measure("runs to a result", over(result.code(), Summary::ran), ""));
            reading(result.code(), result.instruments().getOrDefault(Appraiser.FLOOR, ""), measures);
            running(result.code(), measures);
        }
        if (!result.plans().isEmpty()) {
            plans(result.plans(), false, measures);
            plans(result.plans(), true, measures);
        }
        scores(result.scores(), measures);
        return new Summary(
                measures,
                outcomes(result.code()),
                by(result.code(), CodeResult::domain),
                by(result.code(), CodeResult::level));
    }

    /** Over tasks that have a program that can be read. */
    private static void reading(List<CodeResult> code, String floor, List<Measure> measures) {
        for (Finding.Kind kind : Finding.Kind.values()) {
            List<CodeResult> some = with(code, sample -> sample.quality() != null);
            if (!some.isEmpty()) {
                int all = some.stream()
                        .flatMap(task -> task.samples().stream())
                        .mapToInt(sample ->
                                sample.quality() == null ? 0 : sample.quality().count(kind))
                        .sum();
                String paper = kind == Finding.Kind.SMELL ? "6 in all" : "4 in all";
                measures.add(new Measure(
                        kind.text() + " in 100 lines (" + all + " in all)",
                        over(
                                some,
                                mean(sample -> sample.quality() == null
                                        ? Double.NaN
                                        : sample.quality().density(kind))),
                        paper));
            }
        }
        List<CodeResult> compared = with(code, sample -> sample.similarity() != null);
        if (!compared.isEmpty()) {
            measures.add(new Measure(
                    "embedding similarity",
                    over(compared, mean(sample -> sample.similarity() == null ? Double.NaN : sample.similarity())),
                    ".785 by CodeT5+" + (floor.isEmpty() ? "" : "; different tasks have " + floor + " here")));
        }
    }

    /** Over tasks that have a program that ran to a result. */
    private static void running(List<CodeResult> code, List<Measure> measures) {
        List<CodeResult> some = with(code, Summary::ranToAResult);
        if (!some.isEmpty()) {
            measures.add(new Measure(
                    "seconds of a program",
                    over(
                            some,
                            mean(sample ->
                                    ranToAResult(sample) ? sample.examination().seconds() : Double.NaN)),
                    ""));
            measures.add(new Measure(
                    "MiB of a program",
                    over(
                            some,
                            mean(sample -> ranToAResult(sample)
                                    ? sample.examination().peakBytes() / (double) (1 << 20)
                                    : Double.NaN)),
                    ""));
        }
    }

    private static List<CodeResult> with(List<CodeResult> code, Predicate<Sample> condition) {
        return code.stream()
                .filter(task -> task.samples().stream().anyMatch(condition))
                .toList();
    }

    /** A task's mean over the samples that have a value. */
    private static ToDoubleFunction<CodeResult> mean(ToDoubleFunction<Sample> value) {
        return task -> task.samples().stream()
                .mapToDouble(value)
                .filter(each -> !Double.isNaN(each))
                .average()
                .orElseThrow();
    }

    /** Each rubric by each kind of judge, since people and models do not judge alike. */
    private static void scores(List<Score> scores, List<Measure> measures) {
        Map<String, Map<String, List<Score>>> tables = new LinkedHashMap<>();
        for (Rubric rubric : Rubric.all()) {
            for (Score score : scores) {
                if (score.rubric().equals(rubric.key())) {
                    String how =
                            rubric.about() == Rubric.About.PROGRAM ? "" : score.grammar() ? " under grammar" : " free";
                    String who = score.person() ? "people" : score.judge();
                    tables.computeIfAbsent(rubric.key() + how + ", judged by " + who, each -> new TreeMap<>())
                            .computeIfAbsent(score.task(), each -> new ArrayList<>())
                            .add(score);
                }
            }
        }
        tables.forEach((name, byTask) -> measures.add(new Measure(
                name,
                Interval.of(byTask.values().stream()
                        .mapToDouble(some ->
                                some.stream().mapToInt(Score::value).average().orElseThrow())
                        .toArray()),
                name.startsWith("STC") ? "4.8" : name.startsWith("URC") ? "4.9" : "")));
    }

    private static void plans(List<PlanResult> plans, boolean grammar, List<Measure> measures) {
        List<PlanResult> some = plans.stream()
                .filter(plan -> plan.answers().stream().anyMatch(answer -> answer.grammar() == grammar))
                .toList();
        if (some.isEmpty()) {
            return;
        }
        String how = grammar ? " under grammar" : " free";
        measures.add(new Measure("BLEU" + how, over(some, mean(grammar, Plan::bleu)), ".71"));
        measures.add(new Measure("FCR" + how, over(some, mean(grammar, plan -> plan.wellFormed() ? 1 : 0)), ".99"));
        measures.add(new Measure("sub-tasks" + how, over(some, mean(grammar, Plan::subTasks)), ""));
    }

    private static ToDoubleFunction<PlanResult> mean(boolean grammar, ToDoubleFunction<Plan> value) {
        return plan -> plan.answers().stream()
                .filter(answer -> answer.grammar() == grammar)
                .mapToDouble(value)
                .average()
                .orElseThrow();
    }

    /** Per task; the mean over tasks is the suite's figure. */
    public static ToDoubleFunction<CodeResult> passAt(int k) {
        return task -> PassAtK.estimate(task.samples().size(), task.passed(), k);
    }

    /** Share of the samples that ended neither in an exception nor earlier. */
    private static double ran(CodeResult task) {
        return task.samples().stream()
                .mapToDouble(sample -> ranToAResult(sample) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static boolean ranToAResult(Sample sample) {
        Outcome outcome = sample.examination().outcome();
        return outcome == Outcome.PASSED || outcome == Outcome.WRONG;
    }

    private static <T> Interval over(List<T> tasks, ToDoubleFunction<T> value) {
        return Interval.of(tasks.stream().mapToDouble(value).toArray());
    }

    private static Map<Outcome, Integer> outcomes(List<CodeResult> code) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0);
        }
        code.forEach(task -> task.samples()
                .forEach(sample -> counts.merge(sample.examination().outcome(), 1, Integer::sum)));
        return counts;
    }

    private static Map<String, Interval> by(List<CodeResult> code, Function<CodeResult, String> group) {
        Map<String, List<CodeResult>> groups = new TreeMap<>();
        code.forEach(task -> groups.computeIfAbsent(group.apply(task), each -> new ArrayList<>())
                .add(task));
        Map<String, Interval> intervals = new TreeMap<>();
        groups.forEach((name, tasks) -> intervals.put(name, over(tasks, passAt(1))));
        return intervals;
    }
}
