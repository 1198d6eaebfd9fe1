package io.gpiot.engine.adapter;

import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.model.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * All that one path adds to one product: for each target s * B A, and where it shares s * (B A + w Bc Ac), with w lambda
 * on path 1 and 1 - lambda on path 2. The A are stacked, so that the input is read once; scale and weight are in the B.
 * Gradients flow through to the parameters where they are on.
 *
 * @param down [ranks, inputs]: all A, one above the other
 * @param parts one a target of the product, in the product's order
 */
public record LoraSite(Tensor down, List<Part> parts) {

    /**
     * @param outputs rows of the product that belong to the target
     * @param ranks rows of {@code down} that belong to the target; 0 where it has no LoRA
     * @param up [outputs, ranks], or null where it has no LoRA
     */
    public record Part(long outputs, long ranks, @Nullable Tensor up) {}

    /** Whether the adapter adds anything to this product. */
    public static boolean touches(Site site, AdapterSettings settings) {
        return site.targets().stream().anyMatch(settings.targets()::contains);
    }

    /**
     * The site must be one that the adapter {@link #touches}.
     *
     * @param path 1 or 2
     * @param extraScale a further factor, for example 1 / (1 - dropout)
     * @param type of the products
     */
    public static LoraSite of(
            Map<String, Tensor> parameters,
            AdapterSettings settings,
            ModelConfig config,
            int layer,
            Site site,
            int path,
            double extraScale,
            ScalarType type) {
        TensorVector downs = new TensorVector();
        List<Part> parts = new ArrayList<>();
        double scale = settings.scale() * extraScale;
        for (Target target : site.targets()) {
            long outputs = target.outputs(config);
            if (!settings.targets().contains(target)) {
                parts.add(new Part(outputs, 0, null));
                continue;
            }
            String own = AdapterLayout.pipeline(settings, path);
            downs.push_back(get(parameters, AdapterLayout.loraA(layer, target, own)));
            Tensor up = scaled(get(parameters, AdapterLayout.loraB(layer, target, own)), scale);
            long ranks = settings.rank();
            if (settings.shares(target)) {
                downs.push_back(get(parameters, AdapterLayout.loraA(layer, target, AdapterLayout.SHARED)));
                Tensor shared = scaled(
                        get(parameters, AdapterLayout.loraB(layer, target, AdapterLayout.SHARED)),
                        scale * settings.sharedWeight(path));
                up = torch.cat(new TensorVector(up, shared), 1);
                ranks += settings.rank();
            }
            parts.add(new Part(outputs, ranks, up.to(type)));
        }
        return new LoraSite(torch.cat(downs, 0).to(type), parts);
    }

    private static Tensor scaled(Tensor tensor, double factor) {
        return tensor.mul(new Scalar(factor));
    }

    static Tensor get(Map<String, Tensor> parameters, String name) {
        Tensor tensor = parameters.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the adapter has no " + name);
        }
        return tensor;
    }

    /** @param x [rows, inputs] @return what is added to the product, [rows, outputs] */
    public Tensor delta(Tensor x) {
        Tensor inner = torch.linear(x, down);
        TensorVector pieces = new TensorVector();
        long rank = 0;
        for (Part part : parts) {
            Tensor up = part.up();
            pieces.push_back(
                    up == null
                            ? Tensors.zeros(x.scalar_type().intern(), x.size(0), part.outputs())
                            : torch.linear(inner.narrow(1, rank, part.ranks()), up));
            rank += part.ranks();
        }
        return pieces.size() == 1 ? pieces.get(0) : torch.cat(pieces, 1);
    }

    /** All B in one matrix, [outputs, ranks], zero where a target's rows meet another's ranks. */
    public Tensor joinedUp() {
        long outputs = parts.stream().mapToLong(Part::outputs).sum();
        Tensor joined = Tensors.zeros(down.scalar_type().intern(), outputs, down.size(0));
        long row = 0;
        long rank = 0;
        for (Part part : parts) {
            if (part.up() != null) {
                joined.narrow(0, row, part.outputs())
                        .narrow(1, rank, part.ranks())
                        .copy_(part.up());
            }
            row += part.outputs();
            rank += part.ranks();
        }
        return joined;
    }
}
