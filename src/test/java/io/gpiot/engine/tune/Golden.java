package io.gpiot.engine.tune;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.Target;
import io.gpiot.engine.format.SafetensorsFile;
import io.gpiot.engine.format.StoredTensor;
import io.gpiot.engine.model.WeightLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What benchmarks/reference/make_pect_golden.py wrote for one case. */
record Golden(
        AdapterSettings settings,
        List<Sample> samples,
        double loss,
        double[] curve,
        Map<String, StoredTensor> tensors) {

    private static final Path FOLDER = Path.of("src/test/resources/pect");

    record Sample(int[] tokens, int answerStart, int path) {}

    static Golden read(String name) {
        JsonNode json =
                Json.readFile(FOLDER.resolve("golden.json"), JsonNode.class).path(name);
        List<Sample> samples = new ArrayList<>();
        json.path("samples")
                .forEach(sample -> samples.add(new Sample(
                        Json.MAPPER.convertValue(sample.path("tokens"), int[].class),
                        sample.path("answer_start").asInt(),
                        sample.path("path").asInt())));
        return new Golden(
                settings(json.path("settings")),
                samples,
                json.path("loss").asDouble(),
                Json.MAPPER.convertValue(json.path("curve"), double[].class),
                SafetensorsFile.read(FOLDER.resolve(name + ".safetensors")).tensors());
    }

    private static AdapterSettings settings(JsonNode json) {
        Set<Target> targets = EnumSet.noneOf(Target.class);
        json.path("targets").forEach(target -> targets.add(Target.of(target.asText())));
        return new AdapterSettings(
                json.path("paths").asInt(),
                json.path("rank").asInt(),
                json.path("alpha").asDouble(),
                json.path("rs_lora").asBoolean(),
                0,
                targets,
                json.path("lambda").asDouble(),
                json.path("gamma").asDouble(),
                json.path("shared_lora").asBoolean(),
                json.path("projections").asBoolean(),
                json.path("bottleneck").asInt());
    }

    /** The tiny base with the case's start. */
    TunableModel model(ScalarType type, boolean checkpointing) {
        return model(settings, type, checkpointing);
    }

    TunableModel model(AdapterSettings other, ScalarType type, boolean checkpointing) {
        TunableModel model = TunableModel.open(FOLDER.resolve("base"), other, type, checkpointing, 1, Progress.NONE);
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(false);
        try (PointerScope scope = new PointerScope()) {
            model.parameters().forEach((name, tensor) -> tensor.copy_(tensor(name)));
        } finally {
            GradMode.set_enabled(before);
        }
        return model;
    }

    Tensor tensor(String name) {
        return WeightLoader.read(tensors.get(name), ScalarType.Float);
    }

    static Tensor loss(TunableModel model, List<Sample> samples, boolean training) {
        return model.loss(
                samples.stream().map(Sample::tokens).toArray(int[][]::new),
                samples.stream().mapToInt(Sample::answerStart).toArray(),
                samples.stream().mapToInt(Sample::path).toArray(),
                3,
                training);
    }
}
