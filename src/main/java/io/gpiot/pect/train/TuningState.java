package io.gpiot.pect.train;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a tuning stands, besides tensors. Order, dropout and learning rate follow from the step and the recipe.
 *
 * @param step updates done
 * @param cycles steps at which the learning rate's cycles end: see {@link io.gpiot.pect.plan.Schedule}
 * @param tokens learned from, prompts included
 * @param seconds of computing
 * @param best what was best so far; null before the first evaluation
 * @param withoutImprovement evaluations since then
 * @param stoppedEarly whether patience ended it
 * @param threads that computed: another number adds in another order
 * @param evaluationDue whether this step is still to be evaluated; false in checkpoints of earlier versions
 */
public record TuningState(
        long step,
        List<Long> cycles,
        long tokens,
        double seconds,
        @Nullable Best best,
        int withoutImprovement,
        boolean stoppedEarly,
        int threads,
        boolean evaluationDue) {

    /** The best evaluation. */
    public record Best(long step, double value) {}

    public TuningState {
        cycles = List.copyOf(cycles);
    }

    public static TuningState start(long steps, int threads) {
        return new TuningState(0, List.of(steps), 0, 0, null, 0, false, threads, false);
    }

    public TuningState withCycles(List<Long> more) {
        return new TuningState(step, more, tokens, seconds, best, 0, false, threads, evaluationDue);
    }

    TuningState due() {
        return new TuningState(step, cycles, tokens, seconds, best, withoutImprovement, stoppedEarly, threads, true);
    }

    TuningState after(StepResult result, double took) {
        return new TuningState(
                step + 1,
                cycles,
                tokens + result.tokens(),
                seconds + took,
                best,
                withoutImprovement,
                stoppedEarly,
                threads,
                false);
    }

    TuningState evaluated(double value, boolean better, int patience) {
        int without = better ? 0 : withoutImprovement + 1;
        return new TuningState(
                step,
                cycles,
                tokens,
                seconds,
                better ? new Best(step, value) : best,
                without,
                patience > 0 && without >= patience,
                threads,
                false);
    }
}
