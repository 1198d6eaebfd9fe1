package io.gpiot.engine.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A Hugging Face folder: {@code config.json}, {@code tokenizer.json}, weights in one or more safetensors files. */
final class ModelFolder implements ModelFile {

    private final Path folder;
    private final JsonNode json;
    private final ModelConfig config;
    private final Map<String, StoredTensor> tensors;

    private ModelFolder(Path folder, JsonNode json, Map<String, StoredTensor> tensors) {
        this.folder = folder;
        this.json = json;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.config = FolderConfig.read(folder, json, tensors);
        ExpectedTensors.check(folder, config, tensors);
    }

    static ModelFolder open(Path folder) {
        JsonNode json = FolderFiles.required(folder, "config.json");
        Families.check(folder, json.path("model_type").asText("none"));
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Path shard : FolderFiles.shards(folder)) {
            for (StoredTensor tensor : SafetensorsFile.read(shard).tensors().values()) {
                if (FolderNames.derived(tensor.name())) {
                    continue;
                }
                String name = FolderNames.canonical(tensor.name())
                        .orElseThrow(() -> Broken.unsupported(
                                shard, "tensor " + tensor.name() + " is none of its family's", Families.WAY_OUT));
                // Some checkpoints store the tied matrix twice.
                if (!(name.equals("output.weight") && FolderConfig.tied(json))) {
                    tensors.put(name, new StoredTensor(name, tensor.type(), tensor.shape(), tensor.data()));
                }
            }
        }
        return new ModelFolder(folder, json, tensors);
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public Map<String, StoredTensor> tensors() {
        return tensors;
    }

    @Override
    public TokenizerSource tokenizer() {
        return FolderTokenizer.read(folder, json, config.vocabularySize());
    }

    @Override
    public void close() {}
}
