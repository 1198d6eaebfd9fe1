package io.gpiot.engine.tune;

import io.gpiot.engine.model.Tensors;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Runs packed samples through all blocks: each on its own path, and beside it, where projections join the paths, on the
 * other one. What the other path carries over is a constant to the gradient: the loss of a sample tunes its own path, the
 * shared LoRA on it, and the projections that feed it.
 */
final class ForwardPass {

    private final List<PathBlock> blocks;
    private final boolean coupled;
    private final Lanes own;
    private final Lanes other;
    private final PathBlock.Surroundings surroundings;

    /** @param coupled whether the other path is needed */
    ForwardPass(List<PathBlock> blocks, boolean coupled, Samples samples, PathBlock.Surroundings surroundings) {
        this.blocks = blocks;
        this.coupled = coupled;
        long second = samples.tokens().length - samples.firstTokens();
        this.own = Lanes.own(samples.firstTokens(), second);
        this.other = Lanes.other(samples.firstTokens(), second);
        this.surroundings = surroundings;
    }

    /** What a block needs to be computed again. @param carried the other path's normalised state, or null */
    record Kept(Tensor stream, @Nullable Tensor carried) {}

    /**
     * The residual stream after the last block, [tokens, width]. The caller deallocates it, and what is in {@code kept}.
     *
     * @param kept takes each block's inputs; null where they need not be kept
     */
    Tensor run(Tensor embedded, @Nullable List<Kept> kept) {
        Tensor ownStream = Tensors.keep(new Tensor(embedded));
        Tensor otherStream = Tensors.keep(new Tensor(embedded));
        for (int layer = 0; layer < blocks.size(); layer++) {
            try (PointerScope scope = new PointerScope()) {
                PathBlock block = blocks.get(layer);
                Tensor stream = block.attend(ownStream, own, surroundings);
                Tensor x = block.normalise(stream);
                Tensor carried = null;
                if (coupled) {
                    boolean graph = GradMode.is_enabled();
                    GradMode.set_enabled(false);
                    try {
                        Tensor beside = block.attend(otherStream, other, surroundings);
                        carried = block.normalise(beside);
                        otherStream.deallocate();
                        otherStream = layer + 1 < blocks.size()
                                ? Tensors.keep(block.feedForward(beside, carried, x.detach(), other, surroundings))
                                : Tensors.keep(beside);
                    } finally {
                        GradMode.set_enabled(graph);
                    }
                }
                if (kept == null) {
                    ownStream.deallocate();
                } else {
                    kept.add(new Kept(ownStream, carried == null ? null : Tensors.keep(carried)));
                }
                ownStream = Tensors.keep(block.feedForward(stream, x, carried, own, surroundings));
            }
        }
        otherStream.deallocate();
        return ownStream;
    }

    /** A block on the samples' own paths once more, now with a graph. */
    Tensor again(int layer, Tensor stream, @Nullable Tensor carried) {
        PathBlock block = blocks.get(layer);
        Tensor half = block.attend(stream, own, surroundings);
        return block.feedForward(half, block.normalise(half), carried, own, surroundings);
    }
}
