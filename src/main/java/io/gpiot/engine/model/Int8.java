package io.gpiot.engine.model;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A weight matrix in eight bits, a scale an output row: half the bytes of bf16, for products with few rows.
 *
 * @param codes [out, in] int8
 * @param scales [out] bf16
 */
record Int8(Tensor codes, Tensor scales) implements AutoCloseable {

    private static final long ELEMENTS_AT_A_TIME = 1L << 22;

    /** Per output row: scale = max|w| / 127, code = round(w / scale). @param weight [out, in] */
    static Int8 of(Tensor weight) {
        try (PointerScope scope = new PointerScope()) {
            long out = weight.size(0);
            Tensor codes = Tensors.empty(ScalarType.Char, out, weight.size(1));
            Tensor scales = Tensors.empty(ScalarType.BFloat16, out);
            long chunk = Math.max(1, ELEMENTS_AT_A_TIME / weight.size(1));
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
                            .clamp_(new ScalarOptional(new Scalar(-127.0)), new ScalarOptional(new Scalar(127.0)));
                    codes.narrow(0, first, rows).copy_(code);
                    scales.narrow(0, first, rows).copy_(scale.squeeze(1));
                }
            }
            return new Int8(Tensors.keep(codes), Tensors.keep(scales));
        }
    }

    /** x [rows, in]: x W^T [rows, out] bf16. */
    Tensor product(Tensor x) {
        return Operators.int8Product(x.to(ScalarType.BFloat16), codes, scales);
    }

    long bytes() {
        return codes.nbytes();
    }

    @Override
    public void close() {
        codes.deallocate();
        scales.deallocate();
    }
}
