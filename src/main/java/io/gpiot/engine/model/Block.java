package io.gpiot.engine.model;

import org.bytedeco.pytorch.Tensor;

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
