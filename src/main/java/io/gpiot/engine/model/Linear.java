package io.gpiot.engine.model;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * One weight matrix: y = x W^T + b. Held in the compute type (bf16, or float where bf16 is slow), and beside it in int8
 * where measurement says that few rows are faster so: fewer bytes to read. Which one a product uses depends on its number
 * of rows alone.
 */
final class Linear implements AutoCloseable {

    private final Tensor weight;
    private final @Nullable Tensor bias;
    private final @Nullable TensorOptional optionalBias;
    private @Nullable Quantised quantised;
    private int integerRows;

    /** @param weight [out, in] @param bias [out] of the same type, or null */
    Linear(Tensor weight, @Nullable Tensor bias) {
        this.weight = weight;
        this.bias = bias;
        this.optionalBias = bias == null ? null : new TensorOptional(bias);
        if (optionalBias != null) {
            optionalBias.retainReference(); // outlives the loader's scope
        }
    }

    long inputs() {
        return weight.size(1);
    }

    long outputs() {
        return weight.size(0);
    }

    Tensor weight() {
        return weight;
    }

    /** Uses int8 for products of at most this many rows: 0 frees the int8 copy, -1 keeps it unused. */
    void useIntegerUpTo(int rows) {
        integerRows = rows;
        if (rows > 0 && quantised == null) {
            quantised = quantise();
        } else if (rows == 0 && quantised != null) {
            quantised.codes().deallocate();
            quantised.scales().deallocate();
            quantised = null;
        }
    }

    /** codes [out, in] int8, scales [out] bf16. */
    private record Quantised(Tensor codes, Tensor scales) {}

    /** Per output row: scale = max|w| / 127, code = round(w / scale). */
    private Quantised quantise() {
        try (PointerScope scope = new PointerScope()) {
            long out = outputs();
            Tensor allCodes = Tensors.empty(ScalarType.Char, out, inputs());
            Tensor allScales = Tensors.empty(ScalarType.BFloat16, out);
            long chunk = Math.max(1, (1L << 22) / inputs());
            for (long first = 0; first < out; first += chunk) {
                try (PointerScope inner = new PointerScope()) {
                    long rows = Math.min(chunk, out - first);
                    Tensor part = weight.narrow(0, first, rows).to(ScalarType.Float);
                    Tensor scale = part.abs()
                            .amax(new long[] {1}, true)
                            .div(new Scalar(127.0))
                            .clamp_min(new Scalar(1e-10))
                            .to(ScalarType.BFloat16);
                    Tensor code = part.div(scale.to(ScalarType.Float))
                            .round()
                            .clamp_(
                                    new org.bytedeco.pytorch.ScalarOptional(new Scalar(-127.0)),
                                    new org.bytedeco.pytorch.ScalarOptional(new Scalar(127.0)));
                    allCodes.narrow(0, first, rows).copy_(code);
                    allScales.narrow(0, first, rows).copy_(scale.squeeze(1));
                }
            }
            return new Quantised(Tensors.keep(allCodes), Tensors.keep(allScales));
        }
    }

    /** @param x [rows, in] of the weight's type @return [rows, out] */
    Tensor apply(Tensor x) {
        if (quantised != null && x.size(0) <= integerRows) {
            Tensor product = Operators.int8Product(x.to(ScalarType.BFloat16), quantised.codes(), quantised.scales())
                    .to(weight.scalar_type());
            return bias == null ? product : product.add_(bias);
        }
        return optionalBias == null ? torch.linear(x, weight) : torch.linear(x, weight, optionalBias);
    }

    long bytes() {
        return weight.nbytes() + (quantised == null ? 0 : quantised.codes().nbytes());
    }

    @Override
    public void close() {
        weight.deallocate();
        if (bias != null) {
            bias.deallocate();
        }
        useIntegerUpTo(0);
    }
}
