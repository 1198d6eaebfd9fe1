package io.gpiot.pect.train;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.format.StoredTensor;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.model.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** fp32 tensors to and from files, whatever device they are on. */
final class HostTensors {

    private HostTensors() {}

    /** The tensor's bytes, without a copy where it lies in memory; valid within the caller's scope. */
    static StoredTensor view(String name, Tensor tensor) {
        Tensor host = tensor.detach().cpu().contiguous();
        ByteBuffer bytes =
                new BytePointer(host.data_ptr()).capacity(host.nbytes()).asByteBuffer();
        return new StoredTensor(name, TensorType.F32, shape(tensor), bytes.order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Copies a stored tensor into one of the same shape. Gradient recording must be off. */
    static void fill(Tensor target, StoredTensor stored) {
        if (stored.type() != TensorType.F32 || !Arrays.equals(shape(target), stored.shape())) {
            throw GpiotException.user("the checkpoint's " + stored.name() + " is " + stored.type()
                    + Arrays.toString(stored.shape()) + ", the model's is F32" + Arrays.toString(shape(target)));
        }
        Tensor host = Tensors.empty(ScalarType.Float, stored.shape());
        new FloatPointer(host.data_ptr())
                .capacity(host.numel())
                .asBuffer()
                .put(stored.data()
                        .duplicate()
                        .rewind()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer());
        target.copy_(host);
    }

    private static long[] shape(Tensor tensor) {
        long[] shape = new long[Math.toIntExact(tensor.dim())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.size(i);
        }
        return shape;
    }
}
