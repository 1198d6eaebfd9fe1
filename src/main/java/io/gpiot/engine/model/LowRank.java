package io.gpiot.engine.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter adds to one product: up (down x), scale and weights of all LoRAs included. All paths lie one after the other,
 * so that rows of any paths are computed together.
 *
 * @param down [paths * ranks, inputs]
 * @param up [paths * ranks, outputs]: transposed
 */
public record LowRank(Tensor down, Tensor up) {

    /**
     * @param x [rows, inputs]
     * @param mask [rows, paths, 1], 1 for a row's own path and else 0; null where all rows are on the one path that there is
     * @param product [rows, outputs], added to in place
     */
    void addTo(Tensor product, Tensor x, @Nullable Tensor mask) {
        Tensor inner = torch.linear(x, down);
        PathRows.keepOwn(inner, mask);
        product.addmm_(inner, up);
    }
}
