package io.gpiot.engine.tune;

import io.gpiot.engine.model.Linear;
import io.gpiot.engine.model.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Mean negative log-likelihood of the answers' tokens, and its gradient by the states that predict them. The head is
 * frozen, so the gradient (softmax - one-hot) W / n needs no graph: logits exist for a few hundred tokens at a time and
 * are overwritten by it.
 */
final class AnswerLoss {

    private static final long MOST_LOGITS = 1L << 26;

    private AnswerLoss() {}

    /** @param gradient [tokens, width] in the stream's type, kept: the caller deallocates it */
    record Result(double mean, Tensor gradient) {}

    /**
     * @param states [tokens, width] in the base's type
     * @param targets [tokens]
     */
    static Result of(Tensor states, Tensor targets, Linear head) {
        try (PointerScope scope = new PointerScope()) {
            long tokens = states.size(0);
            long chunk = Math.max(1, MOST_LOGITS / head.outputs());
            ScalarType type = Tensors.streamType(states.scalar_type().intern());
            Tensor gradient = Tensors.empty(type, tokens, states.size(1));
            double sum = 0;
            for (long from = 0; from < tokens; from += chunk) {
                long count = Math.min(chunk, tokens - from);
                sum += chunk(
                        states.narrow(0, from, count),
                        targets.narrow(0, from, count).unsqueeze(1),
                        head,
                        1.0 / tokens,
                        gradient.narrow(0, from, count));
            }
            return new Result(sum / tokens, Tensors.keep(gradient));
        }
    }

    private static double chunk(Tensor states, Tensor targets, Linear head, double weight, Tensor gradient) {
        try (PointerScope scope = new PointerScope()) {
            Tensor product = head.apply(states);
            Tensor logits = product.to(gradient.scalar_type().intern());
            if (logits.data_ptr().address() != product.data_ptr().address()) {
                product.deallocate();
            }
            Tensor normaliser = logits.logsumexp(new long[] {1}, true);
            double sum = normaliser
                    .sub(logits.gather(1, targets))
                    .to(ScalarType.Double)
                    .sum()
                    .item_double();
            Tensor errors = logits.sub_(normaliser).exp_();
            errors.scatter_add_(1, targets, torch.full_like(normaliser, new Scalar(-1.0)));
            errors.mul_(new Scalar(weight));
            gradient.copy_(torch.matmul(errors.to(states.scalar_type()), head.weight()));
            return sum;
        }
    }
}
