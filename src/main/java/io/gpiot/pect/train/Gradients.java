package io.gpiot.pect.train;

import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The gradients of some parameters as a whole. Those that a step did not reach are undefined and count as nothing. */
final class Gradients {

    private Gradients() {}

    /** grad() refers into its parent: the handle is copied. */
    static Tensor of(Tensor parameter) {
        return new Tensor(parameter.grad());
    }

    /** The Euclidean norm over all parameters; not finite where one of them is not. */
    static double norm(SequencedMap<String, Tensor> parameters) {
        double squares = 0;
        for (Tensor parameter : parameters.values()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor gradient = of(parameter);
                if (gradient.defined()) {
                    double norm = gradient.norm().item_double();
                    squares += norm * norm;
                }
            }
        }
        return Math.sqrt(squares);
    }

    static void scale(SequencedMap<String, Tensor> parameters, double factor) {
        try (PointerScope scope = new PointerScope()) {
            Scalar by = new Scalar(factor);
            for (Tensor parameter : parameters.values()) {
                Tensor gradient = of(parameter);
                if (gradient.defined()) {
                    gradient.mul_(by);
                }
            }
        }
    }

    static void clear(SequencedMap<String, Tensor> parameters) {
        try (PointerScope scope = new PointerScope()) {
            parameters.values().forEach(parameter -> parameter.mutable_grad().reset());
        }
    }
}
