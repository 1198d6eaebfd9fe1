package io.gpiot.bench.report;

import io.gpiot.base.GpiotException;
import io.gpiot.bench.metric.Interval;
import io.gpiot.bench.metric.PairedTests;
import io.gpiot.bench.quality.Finding;
import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.BenchResult.CodeResult;
import io.gpiot.bench.run.BenchResult.Plan;
import io.gpiot.bench.run.BenchResult.PlanResult;
import io.gpiot.bench.run.BenchResult.Sample;
import io.gpiot.bench.run.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Two results on the tasks that both have.
 *
 * @param gained code tasks where the second passes more of its samples, by id
 * @param lost code tasks where it passes fewer
 */
public record Comparison(
        String suite, String first, String second, List<Line> lines, List<String> gained, List<String> lost) {

    /**
     * One measure.
     *
     * @param difference second minus first, with its interval over tasks
     * @param permutation probability of such a difference by chance
     * @param mcNemar the same by McNemar's test, where each task either passes or fails; else null
     */
    public record Line(
            String name,
            double first,
            double second,
            Interval difference,
            double permutation,
            @Nullable Double mcNemar) {}

    /** What can be read in a program, not a number where it cannot. */
    private static final Map<String, ToDoubleFunction<Sample>> READINGS = new LinkedHashMap<>();

    private static final Map<String, ToDoubleFunction<Sample>> NO_READINGS = Map.of();

    static {
        for (Finding.Kind kind : Finding.Kind.values()) {
            READINGS.put(
                    kind.text() + " in 100 lines",
                    sample -> sample.quality() == null
                            ? Double.NaN
                            : sample.quality().density(kind));
        }
        READINGS.put("similarity", sample -> sample.similarity() == null ? Double.NaN : sample.similarity());
    }

    /** @throws GpiotException USER where the two are not about the same tasks */
    public static Comparison of(BenchResult first, BenchResult second) {
        if (!first.datasetHash().equals(second.datasetHash())) {
            throw GpiotException.user("the results are about different tasks: " + first.suite() + " "
                    + first.datasetHash().substring(0, 12) + " and " + second.suite() + " "
                    + second.datasetHash().substring(0, 12));
        }
        List<Line> lines = new ArrayList<>();
        Pairs<CodeResult> code = Pairs.of(first.code(), second.code(), CodeResult::id);
        List<String> gained = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        if (!code.first().isEmpty()) {
            int least = Math.min(first.settings().samples(), second.settings().samples());
            for (int k : new int[] {1, 5, 10}) {
                if (k <= least) {
                    lines.add(code.line("pass@" + k, Summary.passAt(k)));
                }
            }
            for (int i = 0; i < code.first().size(); i++) {
                double before = Summary.passAt(1).applyAsDouble(code.first().get(i));
                double after = Summary.passAt(1).applyAsDouble(code.second().get(i));
                if (after != before) {
                    (after > before ? gained : lost).add(code.first().get(i).id());
                }
            }
        }
        // figures of other rules or another embedding model are other figures
        boolean alike = first.instruments().equals(second.instruments());
        for (Map.Entry<String, ToDoubleFunction<Sample>> reading : (alike ? READINGS : NO_READINGS).entrySet()) {
            ToDoubleFunction<CodeResult> value = task -> task.samples().stream()
                    .mapToDouble(reading.getValue())
                    .filter(each -> !Double.isNaN(each))
                    .average()
                    .orElse(Double.NaN);
            Pairs<CodeResult> some = code.where(task -> !Double.isNaN(value.applyAsDouble(task)));
            if (!some.first().isEmpty()) {
                lines.add(some.line(reading.getKey(), value));
            }
        }
        Pairs<PlanResult> plans = Pairs.of(first.plans(), second.plans(), PlanResult::id);
        for (boolean grammar : new boolean[] {false, true}) {
            Pairs<PlanResult> some =
                    plans.where(plan -> plan.answers().stream().anyMatch(answer -> answer.grammar() == grammar));
            if (!some.first().isEmpty()) {
                String how = grammar ? " under grammar" : " free";
                lines.add(some.line("BLEU" + how, mean(grammar, Plan::bleu)));
                lines.add(some.line("FCR" + how, mean(grammar, plan -> plan.wellFormed() ? 1 : 0)));
            }
        }
        if (lines.isEmpty()) {
            throw GpiotException.user("the results have no task in common");
        }
        return new Comparison(
                first.suite(), first.subject().text(), second.subject().text(), lines, gained, lost);
    }

    private static ToDoubleFunction<PlanResult> mean(boolean grammar, ToDoubleFunction<Plan> value) {
        return plan -> plan.answers().stream()
                .filter(answer -> answer.grammar() == grammar)
                .mapToDouble(value)
                .average()
                .orElse(Double.NaN);
    }

    /** For a terminal. */
    public String toText() {
        StringBuilder text = new StringBuilder(suite + "\nA: " + first + "\nB: " + second + "\n\n");
        text.append("%-20s %8s %8s  %-26s %-12s %s%n"
                .formatted("", "A", "B", "B - A [95 % over tasks]", "permutation", "McNemar"));
        for (Line line : lines) {
            text.append("%-20s %8s %8s  %-26s %-12s %s%n"
                    .formatted(
                            line.name(),
                            Figures.three(line.first()),
                            Figures.three(line.second()),
                            Figures.signed(line.difference().mean()) + " ["
                                    + Figures.signed(line.difference().low()) + ", "
                                    + Figures.signed(line.difference().high()) + "]",
                            "p " + Figures.probability(line.permutation()),
                            line.mcNemar() == null ? "" : "p " + Figures.probability(line.mcNemar())));
        }
        if (!gained.isEmpty() || !lost.isEmpty()) {
            text.append("%nB passes more: %s%nB passes fewer: %s%n"
                    .formatted(
                            gained.isEmpty() ? "none" : String.join(", ", gained),
                            lost.isEmpty() ? "none" : String.join(", ", lost)));
        }
        return text.toString();
    }

    /** The tasks that both have, in the same order. */
    private record Pairs<T>(List<T> first, List<T> second) {

        static <T> Pairs<T> of(List<T> first, List<T> second, Function<T, String> id) {
            Map<String, T> known = new HashMap<>();
            second.forEach(task -> known.put(id.apply(task), task));
            List<T> both = first.stream()
                    .filter(task -> known.containsKey(id.apply(task)))
                    .toList();
            List<T> others = new ArrayList<>();
            for (T task : both) {
                T other = known.get(id.apply(task));
                if (other != null) {
                    others.add(other);
                }
            }
            return new Pairs<>(both, others);
        }

        Pairs<T> where(Predicate<T> condition) {
            List<T> left = new ArrayList<>();
            List<T> right = new ArrayList<>();
            for (int i = 0; i < first.size(); i++) {
                if (condition.test(first.get(i)) && condition.test(second.get(i))) {
                    left.add(first.get(i));
                    right.add(second.get(i));
                }
            }
            return new Pairs<>(left, right);
        }

        Line line(String name, ToDoubleFunction<T> value) {
            double[] before = first.stream().mapToDouble(value).toArray();
            double[] after = second.stream().mapToDouble(value).toArray();
            double[] differences = new double[before.length];
            int onlyFirst = 0;
            int onlySecond = 0;
            boolean binary = true;
            for (int i = 0; i < before.length; i++) {
                differences[i] = after[i] - before[i];
                onlyFirst += before[i] > after[i] ? 1 : 0;
                onlySecond += after[i] > before[i] ? 1 : 0;
                binary &= (before[i] == 0 || before[i] == 1) && (after[i] == 0 || after[i] == 1);
            }
            return new Line(
                    name,
                    Interval.of(before).mean(),
                    Interval.of(after).mean(),
                    Interval.of(differences),
                    PairedTests.permutation(before, after),
                    binary ? PairedTests.mcNemar(onlyFirst, onlySecond) : null);
        }
    }
}
