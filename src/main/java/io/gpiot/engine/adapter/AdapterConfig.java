package io.gpiot.engine.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code adapter_config.json}: PEFT's keys, and for PECT a few more. */
final class AdapterConfig {

    /** PEFT's name for LoRA, and ours for PECT, which PEFT does not know. */
    private static final String LORA = "LORA";

    private static final String PECT = "GPIOT_PECT";

    private AdapterConfig() {}

    static Map<String, Object> json(AdapterSettings s, String baseName) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("peft_type", s.paths() == 1 ? LORA : PECT);
        json.put("task_type", "CAUSAL_LM");
        json.put("base_model_name_or_path", baseName);
        json.put("r", s.rank());
        json.put("lora_alpha", number(s.alpha()));
        json.put("use_rslora", s.rsLora());
        json.put("lora_dropout", s.dropout());
        json.put("target_modules", s.targets().stream().map(Target::shortName).toList());
        json.put("bias", "none");
        json.put("fan_in_fan_out", false);
        json.put("inference_mode", true);
        if (s.paths() == 2) {
            json.put("paths", s.paths());
            json.put("lambda", s.lambda());
            json.put("gamma", s.gamma());
            json.put("shared_lora", s.sharedLora());
            json.put("projections", s.projections());
            json.put("bottleneck", s.bottleneck());
        }
        return json;
    }

    /** PEFT declares alpha as a whole number. */
    private static Number number(double alpha) {
        if (alpha == Math.rint(alpha) && alpha <= Integer.MAX_VALUE) {
            return (int) alpha;
        }
        return alpha;
    }

    /** @param names of the tensors, which say what {@code target_modules} may say by a pattern only */
    static AdapterSettings settings(Path file, JsonNode json, Set<String> names) {
        String type = json.path("peft_type").asText("none");
        boolean coupled = type.equals(PECT);
        if (!coupled && !type.equals(LORA)) {
            throw unsupported(file, "its peft_type is '" + type + "' (known: " + LORA + ", " + PECT + ")");
        }
        refuseUnsupported(file, json);
        int rank = json.path("r").asInt(0);
        try {
            return new AdapterSettings(
                    coupled ? json.path("paths").asInt(2) : 1,
                    rank,
                    json.path("lora_alpha").asDouble(8),
                    json.path("use_rslora").asBoolean(false),
                    json.path("lora_dropout").asDouble(0),
                    targets(file, names),
                    json.path("lambda").asDouble(0.5),
                    json.path("gamma").asDouble(0.5),
                    coupled && json.path("shared_lora").asBoolean(true),
                    coupled && json.path("projections").asBoolean(true),
                    json.path("bottleneck").asInt(1));
        } catch (GpiotException e) {
            throw GpiotException.user(file + " cannot be used: " + e.getMessage());
        }
    }

    private static void refuseUnsupported(Path file, JsonNode json) {
        for (String key : List.of("use_dora", "fan_in_fan_out", "lora_bias", "use_qalora")) {
            if (json.path(key).asBoolean(false)) {
                throw unsupported(file, key + " is on");
            }
        }
        for (String key : List.of("rank_pattern", "alpha_pattern", "modules_to_save", "trainable_token_indices")) {
            if (!json.path(key).isEmpty()) {
                throw unsupported(file, "it has " + key);
            }
        }
        if (!json.path("bias").asText("none").equals("none")) {
            throw unsupported(file, "it tunes biases (" + json.path("bias").asText() + ")");
        }
    }

    private static Set<Target> targets(Path file, Set<String> names) {
        Set<Target> targets = EnumSet.noneOf(Target.class);
        for (Target target : Target.values()) {
            if (names.stream().anyMatch(name -> name.contains("." + target.module() + ".lora_A."))) {
                targets.add(target);
            }
        }
        if (targets.isEmpty()) {
            throw unsupported(file, "beside it are no LoRA weights of a model that we know");
        }
        return targets;
    }

    private static GpiotException unsupported(Path file, String what) {
        return GpiotException.user(file + " cannot be used: " + what
                + "; a plain LoRA on attention and feed-forward matrices, or a PECT adapter of ours, can");
    }
}
