package io.gpiot.engine.format;

import io.gpiot.base.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes {@link TinyModels}' model as a Hugging Face folder, in one weights file or in two. */
final class TinyFolder {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("attn_norm", "input_layernorm"),
            Map.entry("attn_q", "self_attn.q_proj"),
            Map.entry("attn_k", "self_attn.k_proj"),
            Map.entry("attn_v", "self_attn.v_proj"),
            Map.entry("attn_output", "self_attn.o_proj"),
            Map.entry("ffn_norm", "post_attention_layernorm"),
            Map.entry("ffn_gate", "mlp.gate_proj"),
            Map.entry("ffn_up", "mlp.up_proj"),
            Map.entry("ffn_down", "mlp.down_proj"),
            Map.entry("token_embd", "model.embed_tokens"),
            Map.entry("output_norm", "model.norm"));

    private TinyFolder() {}

    static Path write(Path folder, String architecture, int shards, long seed) {
        Json.writeFile(folder.resolve("config.json"), config(architecture));
        Json.writeFile(folder.resolve("tokenizer.json"), tokenizer());
        Json.writeFile(folder.resolve("tokenizer_config.json"), Map.of("chat_template", TinyModels.CHAT_TEMPLATE));
        List<StoredTensor> tensors = new ArrayList<>();
        TinyModels.weights(architecture, seed).forEach((name, weight) -> {
            ByteBuffer data =
                    ByteBuffer.wrap(TinyModels.floats(weight.values())).order(ByteOrder.LITTLE_ENDIAN);
            tensors.add(new StoredTensor(folderName(name), TensorType.F32, weight.shape(), data));
        });
        if (shards == 1) {
            SafetensorsWriter.write(folder.resolve("model.safetensors"), Map.of("format", "pt"), tensors);
            return folder;
        }
        Map<String, String> index = new LinkedHashMap<>();
        for (int shard = 0; shard < shards; shard++) {
            String file = "model-" + shard + ".safetensors";
            List<StoredTensor> part =
                    tensors.subList(tensors.size() * shard / shards, tensors.size() * (shard + 1) / shards);
            part.forEach(tensor -> index.put(tensor.name(), file));
            SafetensorsWriter.write(folder.resolve(file), Map.of("format", "pt"), part);
        }
        Json.writeFile(folder.resolve("model.safetensors.index.json"), Map.of("weight_map", index));
        return folder;
    }

    static Map<String, Object> config(String architecture) {
        int tokens = TinyModels.tokens().size();
        return new LinkedHashMap<>(Map.ofEntries(
                Map.entry("model_type", architecture),
                Map.entry("num_hidden_layers", TinyModels.LAYERS),
                Map.entry("hidden_size", TinyModels.WIDTH),
                Map.entry("num_attention_heads", TinyModels.HEADS),
                Map.entry("num_key_value_heads", TinyModels.KEY_VALUE_HEADS),
                Map.entry("intermediate_size", TinyModels.FEED_FORWARD),
                Map.entry("vocab_size", tokens),
                Map.entry("max_position_embeddings", TinyModels.CONTEXT),
                Map.entry("rms_norm_eps", 1e-6),
                Map.entry("rope_theta", 10000.0),
                Map.entry("hidden_act", "silu"),
                Map.entry("tie_word_embeddings", true),
                Map.entry("eos_token_id", tokens - 1)));
    }

    private static String folderName(String canonical) {
        String[] parts = canonical.split("\\.");
        return parts[0].equals("blk")
                ? "model.layers." + parts[1] + "." + NAMES.get(parts[2]) + "." + parts[3]
                : NAMES.get(parts[0]) + "." + parts[1];
    }

    private static Map<String, Object> tokenizer() {
        List<String> tokens = TinyModels.tokens();
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        List<Map<String, Object>> added = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            if (TinyModels.CONTROLS.contains(tokens.get(id))) {
                added.add(Map.of(
                        "id",
                        id,
                        "content",
                        tokens.get(id),
                        "single_word",
                        false,
                        "lstrip",
                        false,
                        "rstrip",
                        false,
                        "normalized",
                        false,
                        "special",
                        true));
            } else {
                vocabulary.put(tokens.get(id), id);
            }
        }
        Map<String, Object> byteLevel =
                Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", false, "use_regex", false);
        String expression = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
        Map<String, Object> split = Map.of(
                "type", "Split", "pattern", Map.of("Regex", expression), "behavior", "Isolated", "invert", false);
        return Map.of(
                "version",
                "1.0",
                "added_tokens",
                added,
                "pre_tokenizer",
                Map.of("type", "Sequence", "pretokenizers", List.of(split, byteLevel)),
                "decoder",
                byteLevel,
                "model",
                Map.of("type", "BPE", "vocab", vocabulary, "merges", TinyModels.MERGES));
    }
}
