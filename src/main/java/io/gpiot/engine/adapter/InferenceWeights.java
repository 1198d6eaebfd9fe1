package io.gpiot.engine.adapter;

import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.model.CarriedOver;
import io.gpiot.engine.model.LowRank;
import io.gpiot.engine.model.PathWeights;
import io.gpiot.engine.model.PathWeights.OfBlock;
import io.gpiot.engine.model.SwiGlu;
import io.gpiot.engine.model.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Folds an adapter's parameters into what inference multiplies by: the same as in tuning, once and for all. */
public final class InferenceWeights {

    private final Map<String, Tensor> parameters;
    private final AdapterSettings settings;
    private final ModelConfig config;
    private final ScalarType type;

    private InferenceWeights(
            Map<String, Tensor> parameters, AdapterSettings settings, ModelConfig config, ScalarType type) {
        this.parameters = parameters;
        this.settings = settings;
        this.config = config;
        this.type = type;
    }

    /** @param type of the base's weights @return the caller closes it */
    public static PathWeights of(
            Map<String, Tensor> parameters, AdapterSettings settings, ModelConfig config, ScalarType type) {
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(false);
        try {
            return new InferenceWeights(parameters, settings, config, type).all();
        } finally {
            GradMode.set_enabled(before);
        }
    }

    private PathWeights all() {
        List<OfBlock> blocks = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            blocks.add(new OfBlock(
                    lowRank(layer, Site.QUERY_KEY_VALUE),
                    lowRank(layer, Site.ATTENTION_OUTPUT),
                    lowRank(layer, Site.GATE_UP),
                    lowRank(layer, Site.DOWN),
                    carried(layer)));
        }
        return new PathWeights(settings.paths(), settings.projections(), List.copyOf(blocks));
    }

    private @Nullable LowRank lowRank(int layer, Site site) {
        if (!LoraSite.touches(site, settings)) {
            return null;
        }
        try (PointerScope scope = new PointerScope()) {
            TensorVector downs = new TensorVector();
            TensorVector ups = new TensorVector();
            for (int path = 1; path <= settings.paths(); path++) {
                LoraSite lora = LoraSite.of(parameters, settings, config, layer, site, path, 1, type);
                downs.push_back(lora.down());
                ups.push_back(lora.joinedUp().t());
            }
            return new LowRank(stacked(downs), stacked(ups));
        }
    }

    private @Nullable CarriedOver carried(int layer) {
        if (!settings.projections()) {
            return null;
        }
        try (PointerScope scope = new PointerScope()) {
            TensorVector gatesThenUps = new TensorVector();
            TensorVector downs = new TensorVector();
            List<SwiGlu> layers = IntStream.rangeClosed(1, 2)
                    .mapToObj(path -> Projection.into(parameters, settings, layer, path, type))
                    .toList();
            long width = settings.bottleneck();
            for (long from : new long[] {0, width}) {
                layers.forEach(each -> gatesThenUps.push_back(each.gateUp().narrow(0, from, width)));
            }
            layers.forEach(each -> downs.push_back(each.down().t()));
            return new CarriedOver(stacked(gatesThenUps), stacked(downs));
        }
    }

    private static Tensor stacked(TensorVector parts) {
        return Tensors.keep(torch.cat(parts, 0).contiguous());
    }
}
