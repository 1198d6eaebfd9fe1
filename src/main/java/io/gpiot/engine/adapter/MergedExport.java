package io.gpiot.engine.adapter;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.engine.format.FolderNames;
import io.gpiot.engine.format.GgufCopy;
import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.format.SafetensorsWriter;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TokenizerSource;
import io.gpiot.engine.text.TokenizerJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a base with a plain LoRA merged into it, for programs that know no adapters. Coupled paths cannot be merged: no
 * single set of weights gives what they give.
 */
public final class MergedExport {

    private static final int MOSTLY_F16 = 1;

    private static final List<String> SIDE_FILES = List.of(
            "config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "generation_config.json",
            "special_tokens_map.json",
            "chat_template.jinja");

    private MergedExport() {}

    /**
     * A GGUF file in F16 (vectors in F32), with the base's metadata.
     *
     * @param base a GGUF file
     * @throws GpiotException USER where the base is a folder, or the adapter cannot be merged
     */
    public static void gguf(Path base, Adapter adapter, Path target) {
        if (Files.isDirectory(base)) {
            throw GpiotException.user(base + " is a folder, and a GGUF needs the metadata of one; export safetensors,"
                    + " or tune on the model's .gguf file");
        }
        try (ModelFile file = ModelFiles.open(base)) {
            GgufCopy.write(
                    base,
                    target,
                    MOSTLY_F16,
                    new MergedWeights(file, adapter).tensors(false, name -> name, TensorType.F32));
        }
    }

    /**
     * A Hugging Face folder with weights in F16, configuration and tokenizer: the base's own files where it is such a
     * folder, else made from the GGUF.
     */
    public static void safetensors(Path base, Adapter adapter, Path folder) {
        try (ModelFile file = ModelFiles.open(base)) {
            MergedWeights merged = new MergedWeights(file, adapter);
            Files.createDirectories(folder);
            if (Files.isDirectory(base)) {
                for (String name : SIDE_FILES) {
                    if (Files.isRegularFile(base.resolve(name))) {
                        Files.copy(base.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            } else {
                describe(file, folder);
            }
            SafetensorsWriter.writeLazily(
                    folder.resolve("model.safetensors"),
                    Map.of("format", "pt"),
                    merged.tensors(true, FolderNames::huggingFace, TensorType.F16));
        } catch (IOException e) {
            throw GpiotException.resources("cannot write " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void describe(ModelFile file, Path folder) {
        ModelConfig c = file.config();
        TokenizerSource tokenizer = file.tokenizer();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put(
                "architectures", List.of(c.architecture().equals("llama") ? "LlamaForCausalLM" : "Qwen2ForCausalLM"));
        config.put("model_type", c.architecture());
        config.put("num_hidden_layers", c.layers());
        config.put("hidden_size", c.width());
        config.put("num_attention_heads", c.heads());
        config.put("num_key_value_heads", c.keyValueHeads());
        config.put("head_dim", c.headWidth());
        config.put("intermediate_size", c.feedForwardWidth());
        config.put("vocab_size", c.vocabularySize());
        config.put("max_position_embeddings", c.contextLength());
        config.put("rms_norm_eps", c.normEpsilon());
        config.put("rope_theta", c.ropeBase());
        config.put("hidden_act", "silu");
        config.put("tie_word_embeddings", c.tiedEmbeddings());
        config.put("torch_dtype", "float16");
        config.put("eos_token_id", tokenizer.endTokens());
        Json.writeFile(folder.resolve("config.json"), config);
        Json.writeText(
                folder.resolve("tokenizer.json"), TokenizerJson.of(tokenizer).toString());
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("tokenizer_class", "PreTrainedTokenizerFast");
        settings.put("add_bos_token", tokenizer.addBeginToken());
        if (tokenizer.chatTemplate() != null) {
            settings.put("chat_template", tokenizer.chatTemplate());
        }
        Json.writeFile(folder.resolve("tokenizer_config.json"), settings);
    }
}
