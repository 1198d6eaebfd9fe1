package io.gpiot.engine;

import io.gpiot.base.GpiotException;

/**
 * How tokens are drawn. Order of effects: repetition penalty, temperature, min-p, top-p, draw.
 *
 * @param temperature 0 is greedy: the most likely token
 * @param topP keep the smallest set of tokens whose probabilities sum to at least this, in (0, 1]
 * @param minP drop tokens below this share of the most likely one's probability, in [0, 1)
 * @param repetitionPenalty divides (multiplies, if negative) the logits of tokens that the answer already has; 1 is off
 * @param seed of this request alone: the same request with the same seed gives the same tokens in any batch
 */
public record Sampling(double temperature, double topP, double minP, double repetitionPenalty, long seed) {

    public static final Sampling GREEDY = new Sampling(0, 1, 0, 1, 0);

    public Sampling {
        check(temperature >= 0, "temperature must be at least 0", temperature);
        check(topP > 0 && topP <= 1, "top-p must be above 0 and at most 1", topP);
        check(minP >= 0 && minP < 1, "min-p must be at least 0 and below 1", minP);
        check(repetitionPenalty > 0, "repetition penalty must be above 0", repetitionPenalty);
    }

    public static Sampling of(double temperature, double topP, long seed) {
        return new Sampling(temperature, topP, 0, 1, seed);
    }

    public Sampling withSeed(long other) {
        return new Sampling(temperature, topP, minP, repetitionPenalty, other);
    }

    public boolean greedy() {
        return temperature == 0;
    }

    private static void check(boolean holds, String rule, double value) {
        if (!(holds && Double.isFinite(value))) {
            throw GpiotException.user(rule + ", was " + value);
        }
    }
}
