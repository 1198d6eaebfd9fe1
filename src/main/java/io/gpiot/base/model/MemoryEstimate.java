package io.gpiot.base.model;

/**
 * How much memory a loaded model needs, in bytes, for a number of rows that are generated together.
 *
 * <pre>
 * weights  = 2 * numbers loaded from the file            (bf16)
 * cache    = 2 * layers * keyValueHeads * headDimension * 4 * context * rows       (keys and values, at most float)
 * overhead = 512 MiB + weights / 15 + 3 * 4 * vocabulary * rows
 *            (libtorch and Java; buffers while loading; logits, probabilities and their sort order in fp32)
 * </pre>
 */
public record MemoryEstimate(long weights, long cache, long overhead) {

    private static final long RUNTIME = 512L << 20;

    /**
     * @param numbers numbers that are loaded from the model's file
     * @param context tokens a row may grow to, prompt included
     * @param rows requests that are decoded together
     */
    public static MemoryEstimate of(
            long numbers, int layers, int keyValueHeads, int headDimension, int vocabulary, int context, int rows) {
        long weights = 2 * numbers;
        long cache = 2L * layers * keyValueHeads * headDimension * 4 * context * rows;
        long overhead = RUNTIME + weights / 15 + 3L * 4 * vocabulary * rows;
        return new MemoryEstimate(weights, cache, overhead);
    }

    public static MemoryEstimate of(ModelShape shape, int context, int rows) {
        return of(
                shape.weights(),
                shape.layers(),
                shape.keyValueHeads(),
                shape.headDimension(),
                shape.vocabulary(),
                context,
                rows);
    }

    public long total() {
        return weights + cache + overhead;
    }
}
