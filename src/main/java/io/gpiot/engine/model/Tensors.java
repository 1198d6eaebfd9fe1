package io.gpiot.engine.model;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Small helpers around the libtorch presets. */
public final class Tensors {

    private Tensors() {}

    public static TensorOptions options(ScalarType type) {
        return new TensorOptions().dtype(new ScalarTypeOptional(type));
    }

    /** What the residual stream, norms and rotations are in: float, or double where the weights are. */
    public static ScalarType streamType(ScalarType weights) {
        return weights == ScalarType.Double ? ScalarType.Double : ScalarType.Float;
    }

    public static Tensor longs(long[] values) {
        return torch.tensor(values, options(ScalarType.Long));
    }

    public static Tensor zeros(ScalarType type, long... shape) {
        return torch.zeros(shape, options(type));
    }

    public static Tensor empty(ScalarType type, long... shape) {
        return torch.empty(shape, options(type), new org.bytedeco.pytorch.MemoryFormatOptional());
    }

    public static Tensor floats(float[] values, long... shape) {
        return torch.tensor(values, options(ScalarType.Float)).view(shape);
    }

    /** Copies a contiguous float tensor to the heap. */
    public static float[] toFloats(Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            Tensor flat = tensor.to(ScalarType.Float).contiguous();
            float[] values = new float[Math.toIntExact(flat.numel())];
            new FloatPointer(flat.data_ptr()).get(values);
            return values;
        }
    }

    /** Lets a tensor outlive the innermost scope, which holds one reference; the caller deallocates it. */
    public static Tensor keep(Tensor tensor) {
        tensor.retainReference();
        return tensor;
    }

    /** The converse of {@link #keep}: the innermost scope frees it; where there is none, the caller does. */
    public static Tensor handOver(Tensor kept) {
        PointerScope outer = PointerScope.getInnerScope();
        if (outer != null) {
            outer.attach(kept);
            kept.releaseReference();
        }
        return kept;
    }
}
