package io.gpiot.engine.model;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * One weight matrix: y = x W^T + b. Held in the compute type (bf16, or float where bf16 is slow), plain or packed, and
 * beside it in int8 where measurement says that few rows are faster so. Which kernel a product uses depends on its number
 * of rows alone.
 */
public final class Linear implements AutoCloseable {

    private final long outputs;
    private final long inputs;
    private final ScalarType type;
    private final long bytes;
    private final @Nullable Tensor bias;
    private final @Nullable TensorOptional optionalBias;
    private Tensor weight;
    private @Nullable Int8 integer;
    private Kernel kernel = Kernel.PLAIN;

    /** @param weight [out, in] @param bias [out] of the same type, or null */
    Linear(Tensor weight, @Nullable Tensor bias) {
        this.weight = weight;
        this.outputs = weight.size(0);
        this.inputs = weight.size(1);
        this.type = weight.scalar_type().intern();
        this.bytes = weight.nbytes();
        this.bias = bias;
        this.optionalBias = bias == null ? null : new TensorOptional(bias);
        if (optionalBias != null) {
            optionalBias.retainReference(); // outlives the loader's scope
        }
    }

    public long inputs() {
        return inputs;
    }

    public long outputs() {
        return outputs;
    }

    ScalarType type() {
        return type;
    }

    /** [out, in], as long as it has not been packed. */
    public Tensor weight() {
        if (kernel.packed()) {
            throw new IllegalStateException("the weight is packed");
        }
        return weight;
    }

    /** Sets the kernel, once: packing cannot be undone. */
    void use(Kernel chosen) {
        if (kernel.packed()) {
            throw new IllegalStateException("the kernel has been chosen");
        }
        kernel = chosen;
        if (chosen.integerRows() > 0) {
            integer = Int8.of(weight);
        }
        if (chosen.packed()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor packed = Tensors.keep(Operators.pack(weight));
                weight.deallocate();
                weight = packed;
            }
        }
    }

    /** A copy with another kernel, to be measured. */
    Linear with(Kernel other) {
        Linear copy = new Linear(weight().clone().retainReference(), null);
        copy.use(other);
        return copy;
    }

    /** @param x [rows, in] of the weight's type @return [rows, out] */
    public Tensor apply(Tensor x) {
        long rows = x.size(0);
        if (integer != null && rows <= kernel.integerRows()) {
            Tensor product = integer.product(x).to(type);
            return bias == null ? product : product.add_(bias);
        }
        if (rows >= kernel.leastRows()) {
            return product(x);
        }
        Tensor padded = torch.constant_pad_nd(x, new long[] {0, 0, 0, kernel.leastRows() - rows}, new Scalar(0));
        return product(padded).narrow(0, 0, rows);
    }

    private Tensor product(Tensor x) {
        if (kernel.packed()) {
            return Operators.packedProduct(x, weight, bias);
        }
        return optionalBias == null ? torch.linear(x, weight) : torch.linear(x, weight, optionalBias);
    }

    Kernel kernel() {
        return kernel;
    }

    long bytes() {
        return bytes + (integer == null ? 0 : integer.bytes());
    }

    @Override
    public void close() {
        weight.deallocate();
        if (bias != null) {
            bias.deallocate();
        }
        if (integer != null) {
            integer.close();
        }
    }
}
