package io.gpiot.engine.model;

import org.bytedeco.pytorch.Tensor;

/**
 * What attention over some tokens gave.
 *
 * @param mixed softmax(scores) values: [batch, heads, rows, head]
 * @param logSumExp ln of the sum of exp(score), one a row: [batch, heads, rows]
 */
record Attended(Tensor mixed, Tensor logSumExp) {

    /**
     * The same rows over both sets of tokens: each part weighs as much as its sum of exponentials, so
     * o = o1 + (o2 - o1) sigmoid(lse2 - lse1).
     */
    Tensor and(Attended other) {
        Tensor share = other.logSumExp.sub(logSumExp).sigmoid().unsqueeze(-1).to(mixed.scalar_type());
        return mixed.add(other.mixed.sub(mixed).mul(share));
    }
}
