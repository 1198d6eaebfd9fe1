package io.gpiot.pect.train;

import io.gpiot.engine.model.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * AdamW (Loshchilov and Hutter, 2019). For each parameter p with gradient g, at its t-th update:
 *
 * <pre>
 * m = b1 m + (1 - b1) g            v = b2 v + (1 - b2) g^2
 * p = p (1 - rate decay) - rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)
 * </pre>
 *
 * Its whole state is two tensors and a count for each parameter, so that a checkpoint holds all of it. A parameter without a
 * gradient is left as it is.
 */
final class AdamW implements AutoCloseable {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    /** What is remembered of one parameter; the tensors have its shape. */
    static final class Moments {
        final Tensor first;
        final Tensor second;
        int updates;

        private Moments(Tensor parameter) {
            first = Tensors.keep(torch.zeros_like(parameter));
            second = Tensors.keep(torch.zeros_like(parameter));
        }
    }

    private final SequencedMap<String, Tensor> parameters;
    private final double decay;
    private final Map<String, Moments> moments = new LinkedHashMap<>();

    AdamW(SequencedMap<String, Tensor> parameters, double decay) {
        this.parameters = parameters;
        this.decay = decay;
        try (PointerScope scope = new PointerScope()) {
            parameters.forEach((name, parameter) -> moments.put(name, new Moments(parameter.detach())));
        }
    }

    Moments moments(String name) {
        Moments known = moments.get(name);
        if (known == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return known;
    }

    /** Updates all parameters that have gradients. Gradient recording must be off. */
    void step(double rate) {
        parameters.forEach((name, parameter) -> {
            try (PointerScope scope = new PointerScope()) {
                Tensor gradient = Gradients.of(parameter);
                if (gradient.defined()) {
                    update(parameter, gradient, moments(name), rate);
                }
            }
        });
    }

    private void update(Tensor parameter, Tensor gradient, Moments moments, double rate) {
        moments.updates++;
        moments.first.mul_(new Scalar(BETA1)).add_(gradient, new Scalar(1 - BETA1));
        moments.second.mul_(new Scalar(BETA2)).addcmul_(gradient, gradient, new Scalar(1 - BETA2));
        double firstLeft = 1 - StrictMath.pow(BETA1, moments.updates);
        double secondLeft = 1 - StrictMath.pow(BETA2, moments.updates);
        Tensor divisor =
                moments.second.sqrt().div_(new Scalar(Math.sqrt(secondLeft))).add_(new Scalar(EPSILON));
        if (decay > 0) {
            parameter.mul_(new Scalar(1 - rate * decay));
        }
        parameter.addcdiv_(moments.first, divisor, new Scalar(-rate / firstLeft));
    }

    @Override
    public void close() {
        moments.values().forEach(each -> {
            each.first.deallocate();
            each.second.deallocate();
        });
    }
}
