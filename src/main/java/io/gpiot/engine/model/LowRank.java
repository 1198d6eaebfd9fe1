package io.gpiot.engine.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What an adapter adds to one product: up (down x), scale and weights of all LoRAs included.
 *
 * @param down [ranks, inputs]
 * @param up [outputs, ranks]
 */
public record LowRank(Tensor down, Tensor up) {

    /** @param x [rows, inputs] @return [rows, outputs] */
    public Tensor apply(Tensor x) {
        return torch.linear(torch.linear(x, down), up);
    }
}
