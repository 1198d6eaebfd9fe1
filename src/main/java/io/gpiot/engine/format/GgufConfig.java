package io.gpiot.engine.format;

import io.gpiot.base.GpiotException;
import java.nio.file.Path;
import java.util.Map;

/** The model's sizes from a GGUF file's metadata. */
final class GgufConfig {

    private GgufConfig() {}

    static ModelConfig read(Path file, GgufMetadata metadata, Map<String, StoredTensor> tensors) {
        String architecture = metadata.string("general.architecture")
                .orElseThrow(() -> Broken.file(file, "its metadata lack general.architecture"));
        Families.check(file, architecture);
        refuseUnsupported(file, metadata, architecture, tensors);
        String prefix = architecture + ".";
        int width = metadata.whole(prefix + "embedding_length", 1, Families.MOST_WIDTH);
        int heads = metadata.whole(prefix + "attention.head_count", 1, Families.MOST_HEADS);
        int headWidth = metadata.optionalWhole(prefix + "attention.key_length", 1, Families.MOST_WIDTH)
                .orElse(width / heads);
        int rotated = metadata.optionalWhole(prefix + "rope.dimension_count", 0, Families.MOST_WIDTH)
                .orElse(headWidth);
        if (rotated != headWidth) {
            throw Broken.unsupported(
                    file, "it rotates " + rotated + " of " + headWidth + " elements a head", Families.WAY_OUT);
        }
        StoredTensor embedding = tensors.get("token_embd.weight");
        if (embedding == null) {
            throw Broken.file(file, "tensor token_embd.weight is missing");
        }
        ModelConfig config = new ModelConfig(
                architecture,
                metadata.whole(prefix + "block_count", 1, Families.MOST_LAYERS),
                width,
                heads,
                metadata.optionalWhole(prefix + "attention.head_count_kv", 1, Families.MOST_HEADS)
                        .orElse(heads),
                headWidth,
                metadata.whole(prefix + "feed_forward_length", 1, Families.MOST_WIDTH),
                Families.vocabularySize(file, embedding),
                metadata.whole(prefix + "context_length", 1, Families.MOST_CONTEXT),
                (float) real(file, metadata, prefix + "attention.layer_norm_rms_epsilon"),
                metadata.real(prefix + "rope.freq_base").orElse(10_000.0).floatValue(),
                architecture.equals("llama"),
                !tensors.containsKey("output.weight"));
        return Families.checked(file, config);
    }

    private static double real(Path file, GgufMetadata metadata, String key) {
        return metadata.real(key).orElseThrow(() -> Broken.file(file, "its metadata lack " + key));
    }

    private static void refuseUnsupported(
            Path file, GgufMetadata metadata, String architecture, Map<String, StoredTensor> tensors) {
        String scaling = metadata.string(architecture + ".rope.scaling.type").orElse("none");
        if (!scaling.equals("none") || tensors.containsKey("rope_freqs.weight")) {
            throw unsupported(file, "it scales its rotary embedding (" + scaling + ")");
        }
        if (metadata.whole(architecture + ".expert_count").orElse(0L) != 0) {
            throw unsupported(file, "it is a mixture of experts");
        }
    }

    private static GpiotException unsupported(Path file, String what) {
        return Broken.unsupported(file, what, Families.WAY_OUT);
    }
}
