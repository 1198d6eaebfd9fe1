package io.gpiot.pect;

import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.format.ModelConfig;
import io.gpiot.pect.plan.Batch;
import io.gpiot.pect.recipe.Recipe;

/**
 * What a tuning will take, before it starts. With L layers of width W, feed-forward width F, H heads, and T tokens in the
 * largest batch, whose samples have m1, m2, ... of them:
 *
 * <pre>
 * memory     = base + 16 bytes a tuned number (value, gradient, two moments) + kept + head + runtime
 * kept       = T (24 W + 8 F) + H (m1^2 + m2^2 + ...) bytes a layer, as measured on bf16, and T 8 W more where the other path
 *              carries something over; with checkpointing one layer's, and T 4 W (6 W) for each of the others
 * arithmetic = 4 numbers in the blocks a token (forward, and back to the inputs; 6 with checkpointing),
 *              and 2 more where the other path runs beside, forward only
 *              + 4 numbers in the head an answer's token
 * </pre>
 *
 * @param memory in bytes
 * @param adapterNumbers that are tuned
 * @param tokensPerSecond about; --dry-run measures it
 */
public record TuningEstimate(long memory, long adapterNumbers, double tokensPerSecond, double seconds) {

    private static final long RUNTIME = 550L << 20;

    private static final long MOST_LOGITS = 1L << 26;

    /** Share of a large product's speed that is left when everything else is counted. */
    private static final double EFFICIENCY = 0.3;

    /**
     * @param largest batch that will be computed
     * @param tokens that will be learned from, and how many of them belong to answers
     * @param speed of large products on this machine, operations a second
     */
    static TuningEstimate of(
            Recipe recipe, ModelConfig config, Batch largest, long tokens, double answerShare, double speed) {
        AdapterSettings settings = TunableLearners.settings(recipe);
        long adapter = settings.parameterCount(config);
        double perToken = arithmetic(recipe, config, answerShare);
        double rate = EFFICIENCY * speed / perToken;
        return new TuningEstimate(
                base(recipe, config) + 16 * adapter + kept(recipe, config, largest) + head(config, largest) + RUNTIME,
                adapter,
                rate,
                tokens / rate);
    }

    private static double arithmetic(Recipe recipe, ModelConfig config, double answerShare) {
        int passes = (recipe.training().checkpointing() ? 6 : 4) + (coupled(recipe) ? 2 : 0);
        double blocks = (double) passes * config.layers() * blockNumbers(config);
        double head = 4.0 * config.width() * config.vocabularySize() * answerShare;
        return blocks + head;
    }

    /** Whether each sample runs on both paths. */
    private static boolean coupled(Recipe recipe) {
        return TunableLearners.settings(recipe).projections();
    }

    private static int bytes(Recipe recipe) {
        return recipe.training().precision() == Recipe.Precision.BF16 ? 2 : 4;
    }

    private static long base(Recipe recipe, ModelConfig config) {
        long embedding = (long) config.vocabularySize() * config.width();
        long numbers = config.layers() * blockNumbers(config) + embedding * (config.tiedEmbeddings() ? 1 : 2);
        return bytes(recipe) * numbers;
    }

    private static long kept(Recipe recipe, ModelConfig config, Batch largest) {
        long tokens = largest.tokens();
        long width = config.width();
        long squares = largest.examples().stream()
                .mapToLong(example -> (long) example.length() * example.length())
                .sum();
        boolean carried = coupled(recipe);
        long wider = bytes(recipe) / 2; // than the bf16 that was measured
        long layer = wider * tokens * ((carried ? 32 : 24) * width + 8L * config.feedForwardWidth())
                + wider * config.heads() * squares;
        return recipe.training().checkpointing()
                ? layer + tokens * (carried ? 6 : 4) * width * config.layers()
                : layer * config.layers();
    }

    /** Logits, probabilities and their gradient, of so many answer tokens as the engine takes at once. */
    private static long head(ModelConfig config, Batch largest) {
        return 12 * Math.min(MOST_LOGITS, largest.answerTokens() * config.vocabularySize());
    }

    /** Numbers in the matrices of one block. */
    private static long blockNumbers(ModelConfig config) {
        long attention = (2L * config.heads() + 2L * config.keyValueHeads()) * config.headWidth();
        return config.width() * (attention + 3L * config.feedForwardWidth());
    }
}
