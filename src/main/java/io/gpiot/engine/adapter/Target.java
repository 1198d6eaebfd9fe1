package io.gpiot.engine.adapter;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.format.ModelConfig;
import java.util.Arrays;

/** A matrix of the block that a LoRA may sit on. */
public enum Target {
    QUERY("self_attn.q_proj", "attn_q", Site.QUERY_KEY_VALUE),
    KEY("self_attn.k_proj", "attn_k", Site.QUERY_KEY_VALUE),
    VALUE("self_attn.v_proj", "attn_v", Site.QUERY_KEY_VALUE),
    OUTPUT("self_attn.o_proj", "attn_output", Site.ATTENTION_OUTPUT),
    GATE("mlp.gate_proj", "ffn_gate", Site.GATE_UP),
    UP("mlp.up_proj", "ffn_up", Site.GATE_UP),
    DOWN("mlp.down_proj", "ffn_down", Site.DOWN);

    private final String module;
    private final String weight;
    private final Site site;

    Target(String module, String weight, Site site) {
        this.module = module;
        this.weight = weight;
        this.site = site;
    }

    /** Where it lies within a layer, in Hugging Face's names: {@code self_attn.q_proj}. */
    public String module() {
        return module;
    }

    /** Its name in PEFT's {@code target_modules}: {@code q_proj}. */
    public String shortName() {
        return module.substring(module.indexOf('.') + 1);
    }

    /** The base's tensor within {@code blk.N.}: {@code attn_q}. */
    public String weight() {
        return weight;
    }

    public Site site() {
        return site;
    }

    public long inputs(ModelConfig config) {
        return switch (this) {
            case QUERY, KEY, VALUE, GATE, UP -> config.width();
            case OUTPUT -> (long) config.heads() * config.headWidth();
            case DOWN -> config.feedForwardWidth();
        };
    }

    public long outputs(ModelConfig config) {
        return switch (this) {
            case QUERY -> (long) config.heads() * config.headWidth();
            case KEY, VALUE -> (long) config.keyValueHeads() * config.headWidth();
            case OUTPUT, DOWN -> config.width();
            case GATE, UP -> config.feedForwardWidth();
        };
    }

    /** @param name as in {@link #shortName} @throws GpiotException USER where there is no such matrix */
    public static Target of(String name) {
        return Arrays.stream(values())
                .filter(target -> target.shortName().equals(name))
                .findFirst()
                .orElseThrow(() -> GpiotException.user("no LoRA can sit on '" + name + "'; known: "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(Target::shortName).toList())));
    }
}
