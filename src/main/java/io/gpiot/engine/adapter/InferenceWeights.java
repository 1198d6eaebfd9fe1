package io.gpiot.engine.adapter;

import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.model.LowRank;
import io.gpiot.engine.model.PathWeights;
import io.gpiot.engine.model.PathWeights.OfBlock;
import io.gpiot.engine.model.SwiGlu;
import io.gpiot.engine.model.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
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
        List<List<OfBlock>> blocks = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            List<OfBlock> paths = new ArrayList<>();
            for (int path = 1; path <= settings.paths(); path++) {
                paths.add(new OfBlock(
                        lowRank(layer, Site.QUERY_KEY_VALUE, path),
                        lowRank(layer, Site.ATTENTION_OUTPUT, path),
                        lowRank(layer, Site.GATE_UP, path),
                        lowRank(layer, Site.DOWN, path),
                        carried(layer, path)));
            }
            blocks.add(List.copyOf(paths));
        }
        return new PathWeights(settings.paths(), settings.projections(), List.copyOf(blocks));
    }

    private @Nullable LowRank lowRank(int layer, Site site, int path) {
        if (!LoraSite.touches(site, settings)) {
            return null;
        }
        try (PointerScope scope = new PointerScope()) {
            LoraSite lora = LoraSite.of(parameters, settings, config, layer, site, path, 1, type);
            return new LowRank(Tensors.keep(lora.down()), Tensors.keep(lora.joinedUp()));
        }
    }

    private @Nullable SwiGlu carried(int layer, int path) {
        if (!settings.projections()) {
            return null;
        }
        try (PointerScope scope = new PointerScope()) {
            SwiGlu layerInto = Projection.into(parameters, settings, layer, path, type);
            Tensors.keep(layerInto.gateUp());
            Tensors.keep(layerInto.down());
            return layerInto;
        }
    }
}
