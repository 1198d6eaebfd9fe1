package io.gpiot.bench.run;

import io.gpiot.bench.metric.Interval;
import io.gpiot.bench.metric.Outcome;
import io.gpiot.bench.metric.PassAtK;
import io.gpiot.bench.run.BenchResult.CodeResult;
import io.gpiot.bench.run.BenchResult.Plan;
import io.gpiot.bench.run.BenchResult.PlanResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
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
        }
        if (!result.plans().isEmpty()) {
            plans(result.plans(), false, measures);
            plans(result.plans(), true, measures);
        }
        return new Summary(
                measures,
                outcomes(result.code()),
                by(result.code(), CodeResult::domain),
                by(result.code(), CodeResult::level));
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
                .map(sample -> sample.examination().outcome())
                .mapToDouble(outcome -> outcome == Outcome.PASSED || outcome == Outcome.WRONG ? 1 : 0)
                .average()
                .orElseThrow();
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
