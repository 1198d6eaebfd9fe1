package io.gpiot.engine.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The weights of one transformer block.
 *
 * @param attentionNorm [width] float
 * @param queryKeyValue [(heads + 2 kvHeads) * head, width]: the three matrices in one, read once
 * @param attentionOutput [width, heads * head]
 * @param feedForwardNorm [width] float
 * @param gateUp [2 * feedForward, width]: gate above up
 * @param down [width, feedForward]
 */
public record Block(
        Tensor attentionNorm,
        Linear queryKeyValue,
        Linear attentionOutput,
        Tensor feedForwardNorm,
        Linear gateUp,
        Linear down)
        implements AutoCloseable {

    /** F(x) = down(silu(gate x) * up x); x [rows, width] bf16. */
    Tensor feedForward(Tensor x) {
        Tensor both = gateUp.apply(x);
        long half = gateUp.outputs() / 2;
        Tensor gate = torch.silu(both.narrow(1, 0, half));
        return down.apply(gate.mul_(both.narrow(1, half, half)));
    }

    @Override
    public void close() {
        attentionNorm.deallocate();
        queryKeyValue.close();
        attentionOutput.close();
        feedForwardNorm.deallocate();
        gateUp.close();
        down.close();
    }
}
