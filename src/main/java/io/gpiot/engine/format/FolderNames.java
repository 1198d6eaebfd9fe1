package io.gpiot.engine.format;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hugging Face's tensor names of the llama and qwen2 families, as the canonical ones. */
public final class FolderNames {

    private static final Pattern LAYER = Pattern.compile("model\\.layers\\.(\\d{1,4})\\.(.+)\\.(weight|bias)");
    private static final Map<String, String> WHOLE = Map.of(
            "model.embed_tokens.weight", "token_embd.weight",
            "model.norm.weight", "output_norm.weight",
            "lm_head.weight", "output.weight");
    private static final Map<String, String> PARTS = Map.of(
            "input_layernorm", "attn_norm",
            "self_attn.q_proj", "attn_q",
            "self_attn.k_proj", "attn_k",
            "self_attn.v_proj", "attn_v",
            "self_attn.o_proj", "attn_output",
            "post_attention_layernorm", "ffn_norm",
            "mlp.gate_proj", "ffn_gate",
            "mlp.up_proj", "ffn_up",
            "mlp.down_proj", "ffn_down");

    private FolderNames() {}

    /** Empty for a tensor that these families do not have. */
    static Optional<String> canonical(String name) {
        Matcher layer = LAYER.matcher(name);
        if (!layer.matches()) {
            return Optional.ofNullable(WHOLE.get(name));
        }
        String part = PARTS.get(layer.group(2));
        boolean known = part != null && (layer.group(3).equals("weight") || part.matches("attn_[qkv]"));
        return known ? Optional.of("blk." + layer.group(1) + "." + part + "." + layer.group(3)) : Optional.empty();
    }

    /** The converse of {@link #canonical}. @throws IllegalArgumentException where it is no canonical name */
    public static String huggingFace(String canonical) {
        for (Map.Entry<String, String> whole : WHOLE.entrySet()) {
            if (whole.getValue().equals(canonical)) {
                return whole.getKey();
            }
        }
        String[] parts = canonical.split("\\.");
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            if (parts.length == 4 && part.getValue().equals(parts[2])) {
                return "model.layers." + parts[1] + "." + part.getKey() + "." + parts[3];
            }
        }
        throw new IllegalArgumentException(canonical + " is no tensor of a model that we know");
    }

    /** Tables that old checkpoints carry and everybody computes. */
    static boolean derived(String name) {
        return name.endsWith("rotary_emb.inv_freq");
    }
}
