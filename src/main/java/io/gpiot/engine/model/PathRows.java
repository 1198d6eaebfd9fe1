package io.gpiot.engine.model;

import io.gpiot.engine.model.PathWeights.OfBlock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a pass an adapter touches. All rows go through the matrices of all paths at once, and what is not a row's own is
 * set to zero in the narrow middle: a few operations a block instead of as many for each path.
 */
final class PathRows {

    /** No row is touched. */
    static final PathRows NONE = new PathRows(List.of(), null, null);

    private final List<OfBlock> blocks;
    private final @Nullable Tensor mask;
    private final @Nullable Tensor partners;

    private PathRows(List<OfBlock> blocks, @Nullable Tensor mask, @Nullable Tensor partners) {
        this.blocks = blocks;
        this.mask = mask;
        this.partners = partners;
    }

    /**
     * @param paths of the rows: 0 none, else 1 or 2
     * @param partners of the rows: the row of the same sequence on the other path, or -1
     * @param type of the products
     */
    static PathRows of(@Nullable PathWeights weights, int[] paths, int[] partners, ScalarType type) {
        if (weights == null || Arrays.stream(paths).allMatch(path -> path == 0)) {
            return NONE;
        }
        boolean alike = weights.paths() == 1 && Arrays.stream(paths).allMatch(path -> path == 1);
        return new PathRows(
                weights.blocks(),
                alike ? null : mask(paths, weights.paths(), type),
                weights.coupled() ? others(partners) : null);
    }

    private static Tensor mask(int[] paths, int count, ScalarType type) {
        float[] own = new float[paths.length * count];
        for (int row = 0; row < paths.length; row++) {
            if (paths[row] > 0) {
                own[row * count + paths[row] - 1] = 1;
            }
        }
        return Tensors.floats(own, paths.length, count, 1).to(type);
    }

    /** A row without a partner takes its own state, which its mask then drops. */
    private static Tensor others(int[] partners) {
        long[] others = new long[partners.length];
        Arrays.setAll(others, row -> partners[row] < 0 ? row : partners[row]);
        return Tensors.longs(others);
    }

    /** Equation 9: adds what the paths' LoRAs make of x to the product, in place. */
    void add(int layer, Function<OfBlock, @Nullable LowRank> site, Tensor x, Tensor product) {
        LowRank lowRank = blocks.isEmpty() ? null : site.apply(blocks.get(layer));
        if (lowRank != null) {
            lowRank.addTo(product, x, mask);
        }
    }

    /** Equation 10: adds what each path takes from the other's normalised state x, in place. */
    void carry(int layer, Tensor x, Tensor product) {
        CarriedOver carried = blocks.isEmpty() ? null : blocks.get(layer).carried();
        if (carried != null && partners != null && mask != null) {
            carried.addTo(product, x.index_select(0, partners), mask);
        }
    }

    /** Sets to zero, in place, what other paths made of a row. @param inner [rows, paths * width] */
    static void keepOwn(Tensor inner, @Nullable Tensor mask) {
        if (mask != null) {
            inner.view(mask.size(0), mask.size(1), -1).mul_(mask);
        }
    }
}
