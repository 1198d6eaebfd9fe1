package io.gpiot.engine.model;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.engine.format.Dequantizer;
import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.StoredTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Turns a model file's tensors into {@link Weights}: dequantised, joined where one product serves several. */
public final class WeightLoader {

    private final ModelFile file;
    private final ModelConfig config;
    private final ScalarType type;

    public WeightLoader(ModelFile file, ScalarType type) {
        this.file = file;
        this.config = file.config();
        this.type = type;
    }

    public Weights load(Progress progress) {
        try (PointerScope scope = new PointerScope();
                Progress.Task task = progress.start("loading weights", config.layers(), "layers")) {
            List<Block> blocks = new ArrayList<>();
            for (int layer = 0; layer < config.layers(); layer++) {
                blocks.add(block(layer));
                task.at(layer + 1);
            }
            String output = has("output.weight") ? "output.weight" : "token_embd.weight";
            Linear head = new Linear(Tensors.keep(matrix(output)), null);
            Embedding embedding = new Embedding(tensor("token_embd.weight"));
            return new Weights(type, embedding, blocks, Tensors.keep(norm("output_norm.weight")), head);
        }
    }

    private Block block(int layer) {
        try (PointerScope scope = new PointerScope()) {
            String prefix = "blk." + layer + ".";
            return new Block(
                    Tensors.keep(norm(prefix + "attn_norm.weight")),
                    queryKeyValue(prefix),
                    linear(prefix + "attn_output"),
                    Tensors.keep(norm(prefix + "ffn_norm.weight")),
                    joined(prefix + "ffn_gate", prefix + "ffn_up"),
                    linear(prefix + "ffn_down"));
        }
    }

    private Linear queryKeyValue(String prefix) {
        Linear joined = joined(prefix + "attn_q", prefix + "attn_k", prefix + "attn_v");
        if (config.ropeInterleaved()) {
            // rows of each head are stored as pairs (0, h/2), (1, h/2+1), ...: put the halves back one after the other
            int turned = config.heads() + config.keyValueHeads();
            int half = config.headWidth() / 2;
            Tensor rows = joined.weight().narrow(0, 0, (long) turned * config.headWidth());
            Tensor ordered = rows.view(turned, half, 2, config.width())
                    .transpose(1, 2)
                    .reshape((long) turned * config.headWidth(), config.width());
            rows.copy_(ordered);
        }
        return joined;
    }

    private Linear linear(String name) {
        return joined(name);
    }

    /** One matrix with the rows of all; a bias where the first has one. */
    private Linear joined(String... names) {
        List<StoredTensor> parts =
                Arrays.stream(names).map(name -> tensor(name + ".weight")).toList();
        long inputs = parts.getFirst().shape()[1];
        long outputs = parts.stream().mapToLong(part -> part.shape()[0]).sum();
        Tensor weight = Tensors.empty(type, outputs, inputs);
        long row = 0;
        for (StoredTensor part : parts) {
            fill(weight.narrow(0, row, part.shape()[0]), part);
            row += part.shape()[0];
        }
        return new Linear(Tensors.keep(weight), bias(names, outputs));
    }

    private @Nullable Tensor bias(String[] names, long outputs) {
        if (!has(names[0] + ".bias")) {
            return null;
        }
        Tensor bias = Tensors.empty(type, outputs);
        long at = 0;
        for (String name : names) {
            StoredTensor part = tensor(name + ".bias");
            fill(bias.narrow(0, at, part.shape()[0]), part);
            at += part.shape()[0];
        }
        return Tensors.keep(bias);
    }

    private Tensor matrix(String name) {
        return read(tensor(name), type);
    }

    private Tensor norm(String name) {
        return read(tensor(name), Tensors.streamType(type));
    }

    /** Dequantises one tensor. */
    public static Tensor read(StoredTensor stored, ScalarType type) {
        Tensor tensor = Tensors.empty(type, stored.shape());
        fill(tensor, stored);
        return tensor;
    }

    /** Dequantises into a contiguous tensor. */
    private static void fill(Tensor target, StoredTensor stored) {
        long rows = stored.shape().length == 1 ? 1 : stored.shape()[0]; // a vector is one row
        long count = target.numel();
        if (target.scalar_type().intern() == ScalarType.Double) {
            try (PointerScope scope = new PointerScope()) {
                Tensor floats = Tensors.empty(ScalarType.Float, count);
                fill(floats, stored);
                target.copy_(floats.view_as(target));
            }
            return;
        }
        if (target.scalar_type().intern() == ScalarType.Float) {
            Dequantizer.toFloat(
                    stored,
                    0,
                    rows,
                    new FloatPointer(target.data_ptr()).capacity(count).asBuffer());
        } else {
            Dequantizer.toBfloat16(
                    stored,
                    0,
                    rows,
                    new ShortPointer(target.data_ptr()).capacity(count).asBuffer());
        }
    }

    private boolean has(String name) {
        return file.tensors().containsKey(name);
    }

    private StoredTensor tensor(String name) {
        StoredTensor stored = file.tensors().get(name);
        if (stored == null) {
            throw GpiotException.user("the model file lacks the tensor " + name + "; is it a complete "
                    + config.architecture() + " model?");
        }
        return stored;
    }
}
