package io.gpiot.engine.model;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** x / sqrt(mean(x^2) + epsilon) * weight, computed in the residual stream's type. */
public final class RmsNorm {

    private final TensorOptional weight;
    private final DoubleOptional epsilon;
    private final long[] width;

    /** @param weight [width], stays the caller's */
    public RmsNorm(Tensor weight, float epsilon) {
        this.weight = new TensorOptional(weight);
        this.epsilon = new DoubleOptional(epsilon);
        this.width = new long[] {weight.size(0)};
        this.weight.retainReference(); // a norm outlives the scope that it is made in
        this.epsilon.retainReference();
    }

    /** @param stream [rows, width] @return the same, normalised, in the type of the product that comes next */
    public Tensor apply(Tensor stream, ScalarType type) {
        return torch.rms_norm(stream, width, weight, epsilon).to(type);
    }
}
