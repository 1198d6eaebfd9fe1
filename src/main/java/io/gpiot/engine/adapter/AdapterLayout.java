package io.gpiot.engine.adapter;

import io.gpiot.engine.format.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Names, shapes and order of an adapter's parameters. A plain LoRA has PEFT's names. With two paths the name of the
 * pipeline comes between {@code lora_A} and {@code weight}, as PEFT names adapters in memory: {@code path1},
 * {@code path2}, {@code shared}; {@code mlp.projection1} and {@code mlp.projection2} are beside the feed-forward part.
 */
public final class AdapterLayout {

    static final String SHARED = "shared";
    private static final String PREFIX = "base_model.model.model.layers.";

    private AdapterLayout() {}

    /** What a parameter is before the first step. */
    public enum Start {
        /** Uniform within 1 / sqrt(inputs), as PEFT starts A and PyTorch a linear layer. */
        UNIFORM,
        /** So that an untrained adapter changes nothing. */
        ZERO
    }

    /** @param shape [outputs, inputs] */
    @SuppressWarnings("ArrayRecordComponent") // read-only by convention
    public record Parameter(String name, long[] shape, Start start) {
        public long elements() {
            return shape[0] * shape[1];
        }
    }

    /** All parameters, layer by layer. */
    public static List<Parameter> parameters(AdapterSettings settings, ModelConfig config) {
        List<Parameter> all = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            for (Target target : settings.targets()) {
                for (String pipeline : pipelines(settings, target)) {
                    all.add(new Parameter(
                            loraA(layer, target, pipeline),
                            new long[] {settings.rank(), target.inputs(config)},
                            Start.UNIFORM));
                    all.add(new Parameter(
                            loraB(layer, target, pipeline),
                            new long[] {target.outputs(config), settings.rank()},
                            Start.ZERO));
                }
            }
            if (settings.projections()) {
                long[] in = {settings.bottleneck(), config.width()};
                long[] out = {config.width(), settings.bottleneck()};
                for (int path = 1; path <= 2; path++) {
                    all.add(new Parameter(projection(layer, path, "gate_proj"), in, Start.UNIFORM));
                    all.add(new Parameter(projection(layer, path, "up_proj"), in, Start.UNIFORM));
                    all.add(new Parameter(projection(layer, path, "down_proj"), out, Start.ZERO));
                }
            }
        }
        return List.copyOf(all);
    }

    private static List<String> pipelines(AdapterSettings settings, Target target) {
        List<String> pipelines = new ArrayList<>();
        for (int path = 1; path <= settings.paths(); path++) {
            pipelines.add(pipeline(settings, path));
        }
        if (settings.shares(target)) {
            pipelines.add(SHARED);
        }
        return pipelines;
    }

    /** The name of a path's own pipeline; empty where there is one path, as PEFT writes it. */
    static String pipeline(AdapterSettings settings, int path) {
        return settings.paths() == 1 ? "" : "path" + path;
    }

    static String loraA(int layer, Target target, String pipeline) {
        return lora(layer, target, "lora_A", pipeline);
    }

    static String loraB(int layer, Target target, String pipeline) {
        return lora(layer, target, "lora_B", pipeline);
    }

    private static String lora(int layer, Target target, String matrix, String pipeline) {
        return PREFIX + layer + "." + target.module() + "." + matrix + (pipeline.isEmpty() ? "" : "." + pipeline)
                + ".weight";
    }

    /** @param path the path whose state the projection reads */
    static String projection(int layer, int path, String matrix) {
        return PREFIX + layer + ".mlp.projection" + path + "." + matrix + ".weight";
    }
}
