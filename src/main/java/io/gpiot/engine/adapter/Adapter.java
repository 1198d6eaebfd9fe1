package io.gpiot.engine.adapter;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import io.gpiot.engine.adapter.AdapterLayout.Parameter;
import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.format.StoredTensor;
import io.gpiot.engine.model.PathWeights;
import io.gpiot.engine.model.Tensors;
import io.gpiot.engine.model.WeightLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * An adapter as it lies on disk.
 *
 * @param folder where it was read from, for messages
 * @param baseSha256 of the base that it was tuned on; empty where the file, of another tool, does not say
 * @param tensors by parameter name
 */
public record Adapter(
        Path folder, AdapterSettings settings, Optional<String> baseSha256, Map<String, StoredTensor> tensors) {

    /** @throws GpiotException USER where it was tuned on another base */
    public void requireBase(String id, String sha256) {
        if (baseSha256.isPresent() && !baseSha256.get().equals(sha256)) {
            throw GpiotException.user(folder + " was tuned on the base with SHA-256 " + baseSha256.get() + ", but " + id
                    + " has " + sha256 + "; load that base, or tune an adapter on this one");
        }
    }

    /** @throws GpiotException USER where names or shapes are not those that the base asks for */
    public void requireFits(ModelConfig config) {
        int known = 0;
        for (Parameter parameter : AdapterLayout.parameters(settings, config)) {
            StoredTensor stored = tensors.get(parameter.name());
            if (stored == null) {
                throw misfit("lacks " + parameter.name());
            }
            if (!Arrays.equals(stored.shape(), parameter.shape())) {
                throw misfit("has " + parameter.name() + " of shape " + Arrays.toString(stored.shape()) + " instead of "
                        + Arrays.toString(parameter.shape()));
            }
            known++;
        }
        if (known < tensors.size()) {
            throw misfit("has tensors beyond the " + known + " of its settings");
        }
    }

    private GpiotException misfit(String what) {
        return GpiotException.user(folder + " does not fit the base: it " + what + "; is it an adapter of this model?");
    }

    /** SHA-256 of its weights file. */
    public String sha256() {
        return Sha256.of(folder.resolve(AdapterFile.WEIGHTS), Progress.NONE);
    }

    /** Folded for inference; the caller closes it. @param type of the base's weights */
    public PathWeights ready(ModelConfig config, ScalarType type) {
        SequencedMap<String, Tensor> parameters = load(config, ScalarType.Float);
        PathWeights ready = InferenceWeights.of(parameters, settings, config, type);
        parameters.values().forEach(Tensor::deallocate);
        return ready;
    }

    /** Its parameters as tensors; the caller deallocates them. */
    public SequencedMap<String, Tensor> load(ModelConfig config, ScalarType type) {
        requireFits(config);
        SequencedMap<String, Tensor> loaded = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) {
            for (Parameter parameter : AdapterLayout.parameters(settings, config)) {
                StoredTensor stored = Objects.requireNonNull(tensors.get(parameter.name()));
                loaded.put(parameter.name(), Tensors.keep(WeightLoader.read(stored, type)));
            }
        }
        return loaded;
    }
}
