package io.gpiot.pect.recipe;

import java.util.List;

/**
 * What a tuning is to do, with every default filled in.
 *
 * @param base id of an installed model, or the path of one
 * @param data what is learned
 * @param development what is measured on while tuning; may be empty
 */
public record Recipe(
        String base,
        Method method,
        List<Data> data,
        List<Data> development,
        Adapter adapter,
        Training training,
        Evaluation evaluation) {

    /**
     * A JSONL file and the path that learns it: 1 decomposition, 2 code. Where the method has one path, all files are learned
     * on it, and the number only keeps their losses apart.
     */
    public record Data(String file, int path) {}

    /**
     * @param rank of every LoRA
     * @param alpha their scale: alpha / sqrt(rank) with rsLora, alpha / rank without
     * @param dropout share of a LoRA's inputs that is left out
     * @param targets matrices with a LoRA
     * @param lambda share of the shared LoRA in path 1; path 2 has 1 - lambda
     * @param gamma share of path 2's projection in path 1; path 2 has 1 - gamma of path 1's
     * @param shared whether there is a LoRA that both paths train
     * @param projections whether each path reads the other one's attention output
     * @param bottleneck width of the projections
     */
    public record Adapter(
            int rank,
            double alpha,
            boolean rsLora,
            double dropout,
            List<String> targets,
            double lambda,
            double gamma,
            boolean shared,
            boolean projections,
            int bottleneck) {

        public Adapter {
            targets = List.copyOf(targets);
        }
    }

    /**
     * @param epochs passes over the data; 0 where {@code steps} counts
     * @param steps optimiser steps; 0 where {@code epochs} counts
     * @param tokensPerStep tokens, prompts included, that one optimiser step learns from
     * @param tokensPerBatch tokens, padding included, that are computed at once: memory grows with it
     * @param maximumLength tokens of a sample at most; longer ones are rejected
     * @param warmUp share of the steps in which the learning rate rises
     * @param finalRate share of the learning rate that is left at the end
     * @param clip largest norm of the gradient; 0 for none
     * @param checkpointing whether activations are computed again in the backward pass instead of kept
     * @param checkpointEvery steps between two checkpoints
     */
    public record Training(
            int epochs,
            int steps,
            int tokensPerStep,
            int tokensPerBatch,
            int maximumLength,
            double learningRate,
            double warmUp,
            double finalRate,
            double clip,
            double weightDecay,
            long seed,
            Precision precision,
            boolean checkpointing,
            int checkpointEvery) {}

    /** What the frozen base computes in; adapters are always fp32. */
    public enum Precision {
        BF16,
        FP32;

        @com.fasterxml.jackson.annotation.JsonValue
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * @param every steps between two evaluations; 0 for one an epoch
     * @param metric by which the best adapter is chosen: {@code loss}, or one that is measured by using the model
     * @param patience evaluations without improvement after which tuning stops; 0 never stops early
     * @param suite whose tasks the model answers at each evaluation, by name or path; {@link #NO_SUITE} where losses are enough
     * @param plans so many decompositions of it
     * @param programs so many programs of it, which are run with their tests
     */
    public record Evaluation(int every, String metric, int patience, String suite, int plans, int programs) {

        public static final String NO_SUITE = "none";

        /** Whether the model is used at each evaluation. */
        public boolean asks() {
            return !suite.equals(NO_SUITE) && plans + programs > 0;
        }
    }

    /** Whether it is the loss that chooses: smaller is better; of every other metric more is better. */
    public boolean choosesByLoss() {
        return evaluation.metric().startsWith(LOSS);
    }

    public static final String LOSS = "loss";

    public Recipe {
        data = List.copyOf(data);
        development = List.copyOf(development);
    }
}
