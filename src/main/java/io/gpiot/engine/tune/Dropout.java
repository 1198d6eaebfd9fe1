package io.gpiot.engine.tune;

import io.gpiot.engine.adapter.Site;
import io.gpiot.engine.model.Tensors;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Zeroes a share of a LoRA's input. The mask depends on the step's seed, the layer, the product and the lane alone: the
 * same step draws it again after a resume, and a recomputed block draws it again within a step. The factor
 * 1 / (1 - share) belongs to the LoRA's scale.
 *
 * @param share 0 leaves everything as it is
 */
record Dropout(double share, long seed) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    double scale() {
        return 1 / (1 - share);
    }

    /** @param x [rows, inputs] */
    Tensor apply(Tensor x, int layer, Site site, boolean own) {
        if (share == 0) {
            return x;
        }
        long place = (layer * 8L + site.ordinal()) * 2 + (own ? 1 : 0);
        return x.mul(kept(new SplittableRandom(seed * GOLDEN + place), x.size(0), x.size(1)));
    }

    /** Sixteen random bits an element, four elements a draw. */
    private Tensor kept(SplittableRandom random, long rows, long columns) {
        long elements = rows * columns;
        long[] draws = new long[Math.toIntExact((elements + 3) / 4)];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = random.nextLong();
        }
        long threshold = Math.round(share * 65536) - 32768;
        return Tensors.longs(draws)
                .view(ScalarType.Short)
                .narrow(0, 0, elements)
                .view(rows, columns)
                .ge(new Scalar((double) threshold));
    }
}
