package io.gpiot.engine.sampling;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Sampling;
import java.nio.FloatBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Draws one row's tokens. The n-th draw depends on the request's seed, on n and on the logits alone, whatever else is in
 * the batch; drawing again at the same place (after a roll-back) is a new draw. Not thread-safe: one instance a row.
 */
public final class Sampler {

    /**
     * Tokens whose probability is below e^-18 of the best one's are not looked at: 150,000 of them together weigh at
     * most 0.0023, with logits as models give them below 0.0001. Exponentials of a whole vocabulary for each of 24 rows took
     * a third of a step.
     */
    private static final double NEGLIGIBLE_GAP = 18;

    private static final int EXPONENT = 0x7f80_0000;
    private static final int EXPONENT_STEP = 0x0080_0000;

    private final Sampling sampling;
    private final RandomNumbers random;
    private float[] values = {};
    private int[] tokens = {};
    private double[] weights = {};

    public Sampler(Sampling sampling) {
        this.sampling = sampling;
        this.random = new RandomNumbers(sampling.seed());
    }

    /**
     * Chooses the next token.
     *
     * @param logits the row's logits, one a token, from the buffer's position to its limit; left as they are
     * @param answer tokens of the answer so far, for the repetition penalty
     * @param answerLength how many of them count
     * @param allowed the tokens to choose from, or null for all
     * @throws GpiotException INTERNAL where a logit is not finite, or no token is allowed
     */
    public int next(FloatBuffer logits, int[] answer, int answerLength, @Nullable BitSet allowed) {
        int size = logits.remaining();
        if (values.length != size) {
            values = new float[size];
        }
        logits.get(logits.position(), values);
        refuseNonFinite();
        penalise(answer, answerLength);
        int best = best(allowed);
        if (best < 0) {
            throw defect("no token is allowed: the constraint masks all " + size
                    + "; it must always leave one, or be complete");
        }
        return sampling.greedy() ? best : draw(best, allowed);
    }

    /** The same with the logits in an array. */
    public int next(float[] logits, int[] answer, int answerLength, @Nullable BitSet allowed) {
        return next(FloatBuffer.wrap(logits), answer, answerLength, allowed);
    }

    private void refuseNonFinite() {
        int signs = 0;
        for (float value : values) {
            // an exponent of ones only, as infinities and NaN have, overflows into the sign: no branch in the loop
            signs |= (Float.floatToRawIntBits(value) & EXPONENT) + EXPONENT_STEP;
        }
        if (signs >= 0) {
            return;
        }
        for (int token = 0; token < values.length; token++) {
            if (!Float.isFinite(values[token])) {
                throw defect("the model gave the logit " + values[token] + " for token " + token
                        + "; its weights or a kernel are broken");
            }
        }
    }

    private void penalise(int[] answer, int length) {
        double penalty = sampling.repetitionPenalty();
        if (penalty == 1) {
            return;
        }
        BitSet seen = new BitSet(values.length);
        for (int i = 0; i < length; i++) {
            int token = answer[i];
            if (!seen.get(token)) {
                seen.set(token);
                float value = values[token];
                values[token] = (float) (value > 0 ? value / penalty : value * penalty);
            }
        }
    }

    /** The token of the highest logit, the lowest number among equals; -1 where none is allowed. */
    private int best(@Nullable BitSet allowed) {
        if (allowed == null) {
            int best = 0;
            for (int token = 1; token < values.length; token++) {
                best = values[token] > values[best] ? token : best;
            }
            return best;
        }
        int best = -1;
        for (int token = from(0, allowed); token >= 0; token = from(token + 1, allowed)) {
            if (best < 0 || values[token] > values[best]) {
                best = token;
            }
        }
        return best;
    }

    private int from(int token, @Nullable BitSet allowed) {
        int next = allowed == null ? token : allowed.nextSetBit(token);
        return next < values.length ? next : -1;
    }

    private int draw(int best, @Nullable BitSet allowed) {
        double minP = sampling.minP();
        double widestGap = minP > 0 ? Math.min(NEGLIGIBLE_GAP, -Math.log(minP)) : NEGLIGIBLE_GAP;
        if (tokens.length != values.length) {
            tokens = new int[values.length];
            weights = new double[values.length];
        }
        double temperature = sampling.temperature();
        double least = values[best] - widestGap * temperature;
        int count = 0;
        double mass = 0;
        for (int token = 0; token < values.length; token++) {
            if (values[token] >= least && (allowed == null || allowed.get(token))) {
                // p(token) / p(best) = e^-gap: the best one's own weight is 1, so nothing overflows.
                double weight = Math.exp((values[token] - (double) values[best]) / temperature);
                tokens[count] = token;
                weights[count++] = weight;
                mass += weight;
            }
        }
        if (sampling.topP() < 1) {
            Nucleus nucleus = Nucleus.of(weights, count, sampling.topP() * mass);
            count = keep(nucleus, count);
            mass = 0;
            for (int i = 0; i < count; i++) {
                mass += weights[i];
            }
        }
        double left = random.next() * mass;
        int last = 0;
        while (last < count - 1 && left >= weights[last]) {
            left -= weights[last++];
        }
        return tokens[last];
    }

    /** Moves what is in the nucleus to the front, in the order of the tokens' numbers. */
    private int keep(Nucleus nucleus, int count) {
        int kept = 0;
        int equals = nucleus.equalsKept();
        for (int i = 0; i < count; i++) {
            if (weights[i] > nucleus.threshold() || (weights[i] == nucleus.threshold() && equals-- > 0)) {
                tokens[kept] = tokens[i];
                weights[kept++] = weights[i];
            }
        }
        return kept;
    }

    private static GpiotException defect(String message) {
        return new GpiotException(GpiotException.Category.INTERNAL, message, null);
    }
}
