package io.gpiot.engine.model;

import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.model.PathWeights.OfBlock;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The decoder-only transformer. Two uses of one block: {@link #prefill} computes one sequence's next chunk of tokens,
 * {@link #step} one token of every active row. The residual stream is float, products are in the weights' type.
 *
 * <p>Not thread-safe; gradients are off.
 */
public final class Transformer implements AutoCloseable {

    private final ModelConfig config;
    private final Weights weights;
    private final ScalarType attentionType;
    private final Rope rope;
    private final RmsNorm[] norms;
    private @Nullable PathWeights adapter;

    /** @param attentionType what keys and values are kept in and attention computes in: see {@link KernelTable} */
    public Transformer(ModelConfig config, Weights weights, int context, ScalarType attentionType) {
        this.config = config;
        this.weights = weights;
        this.attentionType = attentionType;
        this.rope = new Rope(context, config.headWidth(), config.ropeBase(), ScalarType.Float);
        this.norms = new RmsNorm[2 * config.layers() + 1];
        for (int layer = 0; layer < config.layers(); layer++) {
            Block block = weights.blocks().get(layer);
            norms[2 * layer] = new RmsNorm(block.attentionNorm(), config.normEpsilon());
            norms[2 * layer + 1] = new RmsNorm(block.feedForwardNorm(), config.normEpsilon());
        }
        norms[2 * config.layers()] = new RmsNorm(weights.outputNorm(), config.normEpsilon());
    }

    /** Lets rows run on an adapter's paths from now on; it is closed with this transformer. */
    public void use(PathWeights paths) {
        if (adapter != null) {
            adapter.close();
        }
        adapter = paths;
    }

    public ModelConfig config() {
        return config;
    }

    public Weights weights() {
        return weights;
    }

    public KeyValueCache newCache() {
        return new KeyValueCache(config.layers(), config.keyValueHeads(), config.headWidth(), attentionType);
    }

    /**
     * Computes keys and values of tokens that follow the first {@code start} ones of a slot. The cache must have room.
     */
    public void prefill(KeyValueCache cache, int slot, int start, int[] tokens) {
        prefill(cache, slot, start, tokens, new int[] {0}, null);
    }

    /**
     * The same for one sequence on some paths, each in a slot of its own.
     *
     * @param slot of the first path; the others' follow it
     * @param start tokens before these, those of the prefix among them
     * @param paths 0 the base alone; both of a coupled adapter's paths
     * @param prefix whose tokens the slots do not hold, or null
     */
    public void prefill(KeyValueCache cache, int slot, int start, int[] tokens, int[] paths, @Nullable Prefix prefix) {
        if (tokens.length == 0) {
            return;
        }
        try (PointerScope scope = new PointerScope()) {
            chunk(cache, slot, start, tokens, paths, prefix);
        }
    }

    /**
     * Several tokens of one sequence at once, the last certain one and guesses that follow it: what {@link #step} would
     * give for each if those before it were right. The cache must have room.
     *
     * @return logits [tokens, vocabulary] float, in the caller's scope
     */
    public Tensor ahead(KeyValueCache cache, int slot, int start, int[] tokens, int path, @Nullable Prefix prefix) {
        Tensor logits;
        try (PointerScope scope = new PointerScope()) {
            logits = Tensors.keep(head(chunk(cache, slot, start, tokens, new int[] {path}, prefix)));
        }
        return Tensors.handOver(logits);
    }

    /** @return the residual stream after the last block, [paths * tokens, width] float */
    private Tensor chunk(KeyValueCache cache, int slot, int start, int[] tokens, int[] paths, @Nullable Prefix prefix) {
        int count = tokens.length;
        Tensor positions = torch.arange(
                        new Scalar(start), new Scalar((long) start + count), Tensors.options(ScalarType.Long))
                .repeat(new long[] {paths.length});
        return run(
                repeated(tokens, paths.length),
                positions,
                chunkRows(count, paths),
                new ChunkAttention(cache, slot, start, count, paths.length, prefix));
    }

    private Tensor head(Tensor stream) {
        return weights.head().apply(normalise(stream, 2 * config.layers())).to(ScalarType.Float);
    }

    private static int[] repeated(int[] tokens, int times) {
        int[] all = Arrays.copyOf(tokens, times * tokens.length);
        for (int i = 1; i < times; i++) {
            System.arraycopy(tokens, 0, all, i * tokens.length, tokens.length);
        }
        return all;
    }

    /** The rows of a chunk: all tokens on the first path, then all on the second. */
    private PathRows chunkRows(int count, int[] paths) {
        int[] rows = new int[count * paths.length];
        int[] partners = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = paths[row / count];
            partners[row] = paths.length == 2 ? (row + count) % rows.length : -1;
        }
        return PathRows.of(adapter, rows, partners, weights.type());
    }

    /**
     * One token of each row; row r is slot r of the cache.
     *
     * @param lengths tokens that each row has in the cache already: the new token's position
     * @return logits [rows, vocabulary] float, in the caller's scope
     */
    public Tensor step(KeyValueCache cache, int[] tokens, int[] lengths) {
        return step(cache, tokens, lengths, Streams.plain(tokens.length));
    }

    /**
     * The same with rows on an adapter's paths and rows that share the beginning of their prompt.
     *
     * @return logits [answering rows, vocabulary] float, in the caller's scope
     */
    public Tensor step(KeyValueCache cache, int[] tokens, int[] lengths, Streams streams) {
        Tensor logits;
        try (PointerScope scope = new PointerScope()) {
            long[] positions = Arrays.stream(lengths).asLongStream().toArray();
            PathRows paths = PathRows.of(adapter, streams.paths(), streams.partners(), weights.type());
            Attention attention = new StepAttention(cache, lengths, streams.prefixes());
            Tensor hidden = run(tokens, Tensors.longs(positions), paths, attention);
            Tensor asked = streams.allAnswer()
                    ? hidden
                    : hidden.index_select(
                            0,
                            Tensors.longs(Arrays.stream(streams.answering())
                                    .asLongStream()
                                    .toArray()));
            logits = Tensors.keep(head(asked));
        }
        return Tensors.handOver(logits);
    }

    /** @return the residual stream after the last block, [rows, width] float */
    private Tensor run(int[] tokens, Tensor positions, PathRows paths, Attention attention) {
        long rows = tokens.length;
        Rope.Turn turn = rope.at(positions);
        Tensor stream = Tensors.keep(weights.embedding().lookup(tokens));
        List<Block> blocks = weights.blocks();
        for (int layer = 0; layer < blocks.size(); layer++) {
            // one scope a layer: the temporaries of a long chunk would otherwise pile up
            try (PointerScope scope = new PointerScope()) {
                Block block = blocks.get(layer);
                Tensor x = normalise(stream, 2 * layer);
                Tensor joint = block.queryKeyValue().apply(x);
                paths.add(layer, OfBlock::queryKeyValue, x, joint);
                int heads = config.heads();
                int shared = config.keyValueHeads();
                Tensor split = joint.view(rows, heads + 2L * shared, config.headWidth());
                Tensor turned =
                        rope.apply(split.narrow(1, 0, heads + shared), turn).to(attentionType);
                Tensor mixed = attention.attend(
                        layer,
                        turned.narrow(1, 0, heads),
                        turned.narrow(1, heads, shared),
                        split.narrow(1, heads + shared, shared).to(attentionType));
                stream.add_(attentionOutput(layer, mixed.to(weights.type()), paths));
                stream.add_(feedForward(layer, normalise(stream, 2 * layer + 1), paths));
            }
        }
        return Tensors.handOver(stream);
    }

    private Tensor attentionOutput(int layer, Tensor mixed, PathRows paths) {
        Tensor out = weights.blocks().get(layer).attentionOutput().apply(mixed);
        paths.add(layer, OfBlock::attentionOutput, mixed, out);
        return out;
    }

    /** F(x) = down(silu(gate x) * up x), and what the paths add to it; x [rows, width] in the compute type. */
    private Tensor feedForward(int layer, Tensor x, PathRows paths) {
        Block block = weights.blocks().get(layer);
        Tensor both = block.gateUp().apply(x);
        paths.add(layer, OfBlock::gateUp, x, both);
        long half = both.size(1) / 2;
        Tensor inner = torch.silu(both.narrow(1, 0, half)).mul_(both.narrow(1, half, half));
        Tensor out = block.down().apply(inner);
        paths.add(layer, OfBlock::down, inner, out);
        paths.carry(layer, x, out);
        return out;
    }

    private Tensor normalise(Tensor stream, int norm) {
        return norms[norm].apply(stream, weights.type());
    }

    /** Closes all but the weights, where those belong to somebody else. */
    public void closeAround() {
        rope.close();
        if (adapter != null) {
            adapter.close();
        }
    }

    @Override
    public void close() {
        closeAround();
        weights.close();
    }
}
