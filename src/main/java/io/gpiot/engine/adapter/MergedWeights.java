package io.gpiot.engine.adapter;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.format.LazyTensor;
import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.StoredTensor;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.model.Tensors;
import io.gpiot.engine.model.WeightLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A base's weights with a plain LoRA added: W + s B A, in float, one tensor at a time. */
final class MergedWeights {

    private final ModelFile base;
    private final ModelConfig config;
    private final Adapter adapter;

    /** @throws GpiotException USER where the adapter couples paths, or does not fit */
    MergedWeights(ModelFile base, Adapter adapter) {
        if (adapter.settings().paths() != 1) {
            throw GpiotException.user(adapter.folder()
                    + " has two paths, which no single set of weights can express; only a plain LoRA can be merged");
        }
        this.base = base;
        this.config = base.config();
        this.adapter = adapter;
        adapter.requireFits(config);
    }

    /**
     * All tensors in the base's order.
     *
     * @param huggingFaceRows whether rows of q and k come as Hugging Face orders them, or as the base stores them
     * @param name the tensor's name in the new file
     * @param vectors the type of norms and biases; matrices are F16
     */
    List<LazyTensor> tensors(boolean huggingFaceRows, UnaryOperator<String> name, TensorType vectors) {
        return base.tensors().values().stream()
                .map(stored -> {
                    TensorType type = stored.shape().length == 1 ? vectors : TensorType.F16;
                    return new LazyTensor(
                            name.apply(stored.name()),
                            type,
                            stored.shape(),
                            () -> bytes(values(stored, huggingFaceRows), type));
                })
                .toList();
    }

    /** The merged values, row by row. */
    float[] values(StoredTensor stored, boolean huggingFaceRows) {
        try (PointerScope scope = new PointerScope()) {
            Tensor weight = WeightLoader.read(stored, ScalarType.Float);
            int heads = interleavedHeads(stored.name());
            if (heads > 0) {
                weight = reordered(weight, heads, false);
            }
            Optional<Target> target = target(stored.name());
            if (target.isPresent()) {
                int layer = Integer.parseInt(stored.name().split("\\.")[1]);
                Tensor up = parameter(AdapterLayout.loraB(layer, target.get(), ""));
                Tensor down = parameter(AdapterLayout.loraA(layer, target.get(), ""));
                weight = weight.add(
                        up.matmul(down), new Scalar(adapter.settings().scale()));
            }
            if (heads > 0 && !huggingFaceRows) {
                weight = reordered(weight, heads, true);
            }
            return Tensors.toFloats(weight);
        }
    }

    private Optional<Target> target(String name) {
        return adapter.settings().targets().stream()
                .filter(target -> name.startsWith("blk.") && name.endsWith("." + target.weight() + ".weight"))
                .findFirst();
    }

    private Tensor parameter(String name) {
        StoredTensor stored = adapter.tensors().get(name);
        if (stored == null) {
            throw GpiotException.user(adapter.folder() + " lacks " + name);
        }
        return WeightLoader.read(stored, ScalarType.Float);
    }

    /** The heads of a tensor of q or k that is stored in rotated pairs; 0 where rows are as Hugging Face has them. */
    private int interleavedHeads(String name) {
        if (!config.ropeInterleaved() || !name.matches("blk\\.\\d+\\.attn_[qk]\\.(weight|bias)")) {
            return 0;
        }
        return name.contains("attn_q") ? config.heads() : config.keyValueHeads();
    }

    /** Rows i and i + half of each head become rows 2i and 2i + 1, or the converse. */
    private static Tensor reordered(Tensor rows, int heads, boolean interleave) {
        long columns = rows.dim() == 1 ? 1 : rows.size(1);
        long half = rows.size(0) / heads / 2;
        return rows.view(heads, interleave ? 2 : half, interleave ? half : 2, columns)
                .transpose(1, 2)
                .reshape(rows.sizes());
    }

    private static ByteBuffer bytes(float[] values, TensorType type) {
        if (type == TensorType.F32) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            return bytes;
        }
        short[] halves = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            halves[i] = Float.floatToFloat16(values[i]);
        }
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(halves);
        return bytes;
    }
}
