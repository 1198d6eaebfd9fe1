package io.gpiot.engine.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A projection layer: L(x) = down(silu(gate x) * up x), as the feed-forward part, with a narrow middle.
 *
 * @param gateUp [2 * bottleneck, width]: gate above up
 * @param down [width, bottleneck], multiplied by the weight with which the other path takes the result
 */
public record SwiGlu(Tensor gateUp, Tensor down) {

    /** @param x [rows, width] @return [rows, width] */
    public Tensor apply(Tensor x) {
        Tensor both = torch.linear(x, gateUp);
        long half = both.size(1) / 2;
        return torch.linear(torch.silu(both.narrow(1, 0, half)).mul(both.narrow(1, half, half)), down);
    }
}
