package io.gpiot.engine.model;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An adapter, made ready for inference in the weights' type.
 *
 * @param paths 1 or 2
 * @param coupled whether projections join the paths, so that a sequence runs on both
 * @param blocks by layer
 */
public record PathWeights(int paths, boolean coupled, List<OfBlock> blocks) implements AutoCloseable {

    /**
     * What all paths add to one block; null where nothing.
     *
     * @param carried reads the other path's normalised state
     */
    public record OfBlock(
            @Nullable LowRank queryKeyValue,
            @Nullable LowRank attentionOutput,
            @Nullable LowRank gateUp,
            @Nullable LowRank down,
            @Nullable CarriedOver carried) {

        private Stream<Tensor> tensors() {
            return Stream.concat(
                    Stream.of(queryKeyValue, attentionOutput, gateUp, down)
                            .flatMap(part -> part == null ? Stream.of() : Stream.of(part.down(), part.up())),
                    carried == null ? Stream.of() : Stream.of(carried.gateUp(), carried.down()));
        }
    }

    public long bytes() {
        return tensors().mapToLong(Tensor::nbytes).sum();
    }

    private Stream<Tensor> tensors() {
        return blocks.stream().flatMap(OfBlock::tensors);
    }

    @Override
    public void close() {
        tensors().forEach(Tensor::deallocate);
    }
}
