package io.gpiot.engine.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;

/** The model's sizes from a Hugging Face folder's {@code config.json}. */
final class FolderConfig {

    private final Path folder;
    private final JsonNode json;

    private FolderConfig(Path folder, JsonNode json) {
        this.folder = folder;
        this.json = json;
    }

    static ModelConfig read(Path folder, JsonNode json, Map<String, StoredTensor> tensors) {
        return new FolderConfig(folder, json).read(tensors);
    }

    private ModelConfig read(Map<String, StoredTensor> tensors) {
        String architecture = json.path("model_type").asText("none");
        Families.check(folder, architecture);
        refuseUnsupported();
        int width = whole("hidden_size", Families.MOST_WIDTH);
        int heads = whole("num_attention_heads", Families.MOST_HEADS);
        ModelConfig config = new ModelConfig(
                architecture,
                whole("num_hidden_layers", Families.MOST_LAYERS),
                width,
                heads,
                json.hasNonNull("num_key_value_heads") ? whole("num_key_value_heads", Families.MOST_HEADS) : heads,
                json.hasNonNull("head_dim") ? whole("head_dim", Families.MOST_WIDTH) : width / heads,
                whole("intermediate_size", Families.MOST_WIDTH),
                whole("vocab_size", Families.MOST_VOCABULARY),
                whole("max_position_embeddings", Families.MOST_CONTEXT),
                (float) json.path("rms_norm_eps").asDouble(1e-6),
                (float) ropeBase(),
                false,
                !tensors.containsKey("output.weight"));
        return Families.checked(folder, config);
    }

    static boolean tied(JsonNode json) {
        return json.path("tie_word_embeddings").asBoolean(false);
    }

    /** Newer files keep it among the rotary parameters. */
    private double ropeBase() {
        return json.path("rope_theta")
                .asDouble(json.path("rope_parameters").path("rope_theta").asDouble(10_000));
    }

    private void refuseUnsupported() {
        for (String key : new String[] {"rope_scaling", "rope_parameters"}) {
            JsonNode rope = json.path(key);
            String kind = rope.path("rope_type").asText(rope.path("type").asText("default"));
            if (rope.isObject() && !kind.equals("default")) {
                throw unsupported("it scales its rotary embedding (" + kind + ")");
            }
        }
        if (json.path("partial_rotary_factor").asDouble(1) != 1) {
            throw unsupported("it rotates only a part of each head");
        }
        if (json.path("use_sliding_window").asBoolean(false)) {
            throw unsupported("it attends within a sliding window");
        }
        if (json.hasNonNull("quantization_config")) {
            throw unsupported("its weights are quantised in a way of their own");
        }
        String activation = json.path("hidden_act").asText("silu");
        if (!activation.equals("silu")) {
            throw unsupported("its activation is '" + activation + "' (known: silu)");
        }
    }

    private io.gpiot.base.GpiotException unsupported(String what) {
        return Broken.unsupported(folder, what, Families.WAY_OUT);
    }

    private int whole(String key, int most) {
        JsonNode value = json.path(key);
        if (!value.isIntegralNumber() || value.asLong() < 1 || value.asLong() > most) {
            throw Broken.file(
                    folder, "config.json must have " + key + " in 1.." + most + ", has " + value.asText("nothing"));
        }
        return value.asInt();
    }
}
