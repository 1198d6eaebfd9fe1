package io.gpiot.pect.plan;

import io.gpiot.pect.data.Example;
import java.util.ArrayList;
import java.util.List;

/**
 * Which examples each step learns. An epoch's order is a shuffle of all examples, whichever path they belong to, and a pure
 * function of seed and epoch: a resumed tuning goes on with the very batches that it would have had.
 */
public final class Curriculum {

    private final List<Example> examples;
    private final long seed;
    private final int tokensPerBatch;
    private final long tokensPerEpoch;
    private final int stepsPerEpoch;
    private long planned = -1;
    private List<Step> plan = List.of();

    /**
     * @param examples at least one
     * @param tokensPerStep about how many tokens a step learns from; the steps of an epoch are about equal
     * @param tokensPerBatch padded tokens that are computed at once
     */
    public Curriculum(List<Example> examples, long seed, int tokensPerStep, int tokensPerBatch) {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException("there must be examples");
        }
        this.examples = List.copyOf(examples);
        this.seed = seed;
        this.tokensPerBatch = tokensPerBatch;
        this.tokensPerEpoch = examples.stream().mapToLong(Example::length).sum();
        this.stepsPerEpoch =
                (int) Math.max(1, Math.min(examples.size(), Math.round((double) tokensPerEpoch / tokensPerStep)));
    }

    public int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    public long tokensPerEpoch() {
        return tokensPerEpoch;
    }

    /** Steps are counted from 0 through all epochs. */
    public Step step(long step) {
        long epoch = step / stepsPerEpoch;
        if (epoch != planned) {
            plan = epoch(epoch);
            planned = epoch;
        }
        return plan.get((int) (step % stepsPerEpoch));
    }

    /** The order of an epoch, cut where its tokens pass each of the equal parts; every step has an example at least. */
    List<Step> epoch(long epoch) {
        List<Example> order = shuffled(Mix.of(seed, epoch));
        long total = order.stream().mapToLong(Example::length).sum();
        List<Step> steps = new ArrayList<>();
        int at = 0;
        long seen = 0;
        for (int step = 0; step < stepsPerEpoch; step++) {
            long until = total * (step + 1) / stepsPerEpoch;
            int mustLeave = stepsPerEpoch - step - 1;
            List<Example> taken = new ArrayList<>();
            while (order.size() - at > mustLeave
                    && (taken.isEmpty()
                            || mustLeave == 0
                            || seen + order.get(at).length() / 2 < until)) {
                seen += order.get(at).length();
                taken.add(order.get(at++));
            }
            steps.add(new Step(Batching.of(taken, tokensPerBatch)));
        }
        return steps;
    }

    /** Fisher and Yates: each order is equally likely. */
    private List<Example> shuffled(long key) {
        List<Example> order = new ArrayList<>(examples);
        for (int i = order.size() - 1; i > 0; i--) {
            int other = (int) Long.remainderUnsigned(Mix.of(key, i), i + 1L);
            order.set(i, order.set(other, order.get(i)));
        }
        return order;
    }

    /** All examples in batches for measuring, in an order that does not change. */
    public static List<Batch> inBatches(List<Example> examples, int tokensPerBatch) {
        return Batching.of(examples, tokensPerBatch);
    }
}
