package io.gpiot.bench.run;

import io.gpiot.bench.rubric.Exhibit;
import io.gpiot.bench.rubric.Rubric;
import io.gpiot.bench.run.BenchResult.CodeResult;
import io.gpiot.bench.run.BenchResult.Plan;
import io.gpiot.bench.run.BenchResult.PlanResult;
import io.gpiot.bench.run.BenchResult.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A result's answers as judges see them. */
public final class Exhibits {

    private Exhibits() {}

    /** @param samples of each task, the first ones */
    public static List<Exhibit> of(BenchResult result, int samples) {
        List<Exhibit> exhibits = new ArrayList<>();
        for (PlanResult plan : result.plans()) {
            plan.answers().stream()
                    .filter(answer -> answer.index() < samples)
                    .forEach(answer -> exhibits.add(plan(plan, answer)));
        }
        double seconds = secondsOfAnAnswer(result);
        for (CodeResult task : result.code()) {
            task.samples().stream()
                    .filter(sample -> sample.index() < samples)
                    .forEach(sample -> exhibits.add(program(task, sample, seconds)));
        }
        return exhibits;
    }

    private static Exhibit plan(PlanResult plan, Plan answer) {
        return new Exhibit(
                plan.id(),
                Rubric.About.DECOMPOSITION,
                answer.index(),
                answer.grammar(),
                question(plan),
                answer.text(),
                answer.tokens() + " tokens written");
    }

    private static String question(PlanResult plan) {
        return plan.requirements().isEmpty()
                ? plan.problem()
                : plan.problem() + "\n\nWhat any complete decomposition of it attends to:\n"
                        + plan.requirements().stream().map(each -> "- " + each).collect(Collectors.joining("\n"));
    }

    private static Exhibit program(CodeResult task, Sample sample, double seconds) {
        var examination = sample.examination();
        String wait = seconds > 0
                ? String.format(
                        Locale.ROOT, "%.1f s of writing an answer, as a mean over the batch it was written in", seconds)
                : "the time of writing is not known: answers were kept from an earlier run";
        String run = wait + "; " + sample.tokens() + " tokens written for this one\n"
                + (examination.passed()
                        ? "It passes its test."
                        : examination.outcome().meaning() + ": ")
                + examination.detail() + "\n"
                + String.format(
                        Locale.ROOT,
                        "It ran for %.2f s and took %d MiB, loaded libraries included.",
                        examination.seconds(),
                        examination.peakBytes() >> 20);
        return new Exhibit(task.id(), Rubric.About.PROGRAM, sample.index(), false, task.question(), sample.code(), run);
    }

    /** Only where this run wrote all of them. */
    private static double secondsOfAnAnswer(BenchResult result) {
        long answers =
                result.code().stream().mapToLong(task -> task.samples().size()).sum()
                        + result.plans().stream()
                                .mapToLong(plan -> plan.answers().size())
                                .sum();
        boolean all = result.cost().freshTokens() >= result.cost().tokens() && answers > 0;
        return all ? result.cost().writingSeconds() / answers : 0;
    }
}
