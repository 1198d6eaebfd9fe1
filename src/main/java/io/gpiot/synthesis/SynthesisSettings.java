package io.gpiot.synthesis;

import io.gpiot.base.GpiotException;

/**
 * What a run may be told.
 *
 * @param subTasks how many sub-tasks a decomposition may have
 * @param tokens limits per answer
 * @param sampling how candidates are drawn, and how many
 * @param programs what a generated program may use
 * @param cards expert cards per prompt, 0 to 2: more crowd a small model's context
 * @param unspecified whether sub-tasks go to CGSLM as they are, without RTSLM's specifications
 */
public record SynthesisSettings(
        Range subTasks, Tokens tokens, Draws sampling, Programs programs, int cards, boolean unspecified) {

    /** Five sub-tasks at most: small models repeat themselves in longer decompositions. */
    public static final SynthesisSettings DEFAULT = new SynthesisSettings(
            new Range(3, 5),
            new Tokens(400, 80, 120, 80, 400, 160),
            new Draws(8, 2, 60_000, 0.7, 1, false),
            new Programs(120, 2L << 30),
            2,
            false);

    public SynthesisSettings {
        check(subTasks.least() >= 1 && subTasks.most() <= 12, "sub-tasks must be within 1 to 12", subTasks);
        check(cards >= 0 && cards <= 2, "cards per prompt must be 0 to 2", cards);
    }

    /** Both ends included. */
    public record Range(int least, int most) {
        public Range {
            check(least <= most, "a range must not end before it starts", least + " to " + most);
        }
    }

    /** The most tokens that one answer of each kind may take. */
    public record Tokens(int subTasks, int target, int outputs, int inputs, int program, int documentation) {
        public Tokens {
            int least = Math.min(
                    Math.min(Math.min(subTasks, target), Math.min(outputs, inputs)), Math.min(program, documentation));
            check(least >= 16, "token limits must be at least 16", least);
        }
    }

    /**
     * How programs are drawn.
     *
     * @param candidates per specification and round
     * @param rounds of drawing, the first included
     * @param tokenBudget no round starts once a run's programs took this many generated tokens
     * @param temperature of all candidates but the first, which is greedy
     * @param seed of the run; each candidate's own follows from it
     * @param tellFailure whether a later round's prompt says why the last one failed; small models rarely gain from it
     */
    public record Draws(
            int candidates, int rounds, int tokenBudget, double temperature, long seed, boolean tellFailure) {
        public Draws {
            check(candidates >= 1 && candidates <= 64, "candidates per sub-task must be 1 to 64", candidates);
            check(rounds >= 1 && rounds <= 20, "rounds must be 1 to 20", rounds);
            check(tokenBudget >= 1, "token budget must be at least 1", tokenBudget);
            check(temperature >= 0 && temperature <= 2, "temperature must be 0 to 2", temperature);
        }

        public Draws withCandidates(int other) {
            return new Draws(other, rounds, tokenBudget, temperature, seed, tellFailure);
        }

        public Draws withRounds(int other) {
            return new Draws(candidates, other, tokenBudget, temperature, seed, tellFailure);
        }

        public Draws withTemperature(double other) {
            return new Draws(candidates, rounds, tokenBudget, other, seed, tellFailure);
        }

        public Draws withSeed(long other) {
            return new Draws(candidates, rounds, tokenBudget, temperature, other, tellFailure);
        }
    }

    /** Limits of one generated program while it runs. */
    public record Programs(double seconds, long memoryBytes) {
        public Programs {
            check(seconds > 0 && seconds <= 86_400, "seconds per program must be above 0 and at most 86400", seconds);
            check(memoryBytes >= 64L << 20, "memory per program must be at least 64 MiB", (memoryBytes >> 20) + " MiB");
        }
    }

    public SynthesisSettings withSampling(Draws other) {
        return new SynthesisSettings(subTasks, tokens, other, programs, cards, unspecified);
    }

    public SynthesisSettings withSubTasks(Range other) {
        return new SynthesisSettings(other, tokens, sampling, programs, cards, unspecified);
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw GpiotException.user(rule + ", was " + value);
        }
    }
}
