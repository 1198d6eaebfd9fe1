package io.gpiot.engine.format;

import io.gpiot.engine.text.ByteLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Made models for fast tests: two blocks, width 64, 4 heads that share 2 key heads, random weights from a seed, a
 * byte-level vocabulary with a few merges and a ChatML template.
 */
public final class TinyModels {

    public static final int LAYERS = 2;
    public static final int WIDTH = 64;
    public static final int HEADS = 4;
    public static final int KEY_VALUE_HEADS = 2;
    public static final int HEAD_WIDTH = WIDTH / HEADS;
    public static final int FEED_FORWARD = 128;
    public static final int CONTEXT = 2048;
    public static final String CHAT_TEMPLATE = "{%- for message in messages %}"
            + "{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}{%- endfor %}"
            + "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}";

    static final List<String> MERGES = List.of(
            "Ġ Ġ", "ĠĠ ĠĠ", "i n", "Ġ t", "e r", "o n", "Ġ a", "h e", "Ġt he", "r e", "a t", "Ġ s", "d e", "de f",
            "Ġ =", "in g", "Ġ in", "s e", "n t", "re t", "u r", "ret ur", "retur n");
    static final List<String> CONTROLS = List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");

    private TinyModels() {}

    /** A weight before it is stored: row-major, Hugging Face's row order. */
    record Weight(long[] shape, float[] values) {}

    /** The 256 bytes, then the merges, then the control tokens. */
    public static List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            tokens.add(String.valueOf(ByteLevel.character(b)));
        }
        MERGES.forEach(merge -> tokens.add(merge.replace(" ", "")));
        tokens.addAll(CONTROLS);
        return tokens;
    }

    /** Writes {@code folder/tiny.gguf}. */
    public static Path gguf(Path folder, String architecture, TensorType type, long seed) {
        return gguf(folder, architecture, type, seed, CONTEXT);
    }

    /** The same with another context, in tokens. */
    public static Path gguf(Path folder, String architecture, TensorType type, long seed, int context) {
        try {
            Files.createDirectories(folder);
            return Files.write(
                    folder.resolve("tiny.gguf"),
                    writer(architecture, type, seed)
                            .put(architecture + ".context_length", context)
                            .bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path gguf(Path folder, long seed) {
        return gguf(folder, "qwen2", TensorType.F32, seed);
    }

    /** Writes the same model as a Hugging Face folder, weights in F32. */
    public static Path folder(Path folder, String architecture, long seed) {
        return TinyFolder.write(folder, architecture, 1, seed);
    }

    /** The GGUF before it is written, to be damaged by tests. Matrices get the type (F32 or Q8_0), vectors F32. */
    static GgufWriter writer(String architecture, TensorType type, long seed) {
        List<String> tokens = tokens();
        int[] kinds = new int[tokens.size()];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = i < tokens.size() - CONTROLS.size() ? 1 : 3;
        }
        GgufWriter writer = new GgufWriter()
                .put("general.architecture", architecture)
                .put(architecture + ".block_count", LAYERS)
                .put(architecture + ".context_length", CONTEXT)
                .put(architecture + ".embedding_length", WIDTH)
                .put(architecture + ".feed_forward_length", FEED_FORWARD)
                .put(architecture + ".attention.head_count", HEADS)
                .put(architecture + ".attention.head_count_kv", KEY_VALUE_HEADS)
                .put(architecture + ".attention.layer_norm_rms_epsilon", 1e-6f)
                .put(architecture + ".rope.freq_base", 10000f)
                .put("tokenizer.ggml.model", "gpt2")
                .put("tokenizer.ggml.pre", "qwen2")
                .put("tokenizer.ggml.tokens", tokens)
                .put("tokenizer.ggml.token_type", kinds)
                .put("tokenizer.ggml.merges", MERGES)
                .put("tokenizer.ggml.eos_token_id", tokens.size() - 1)
                .put("tokenizer.ggml.add_bos_token", false)
                .put("tokenizer.chat_template", CHAT_TEMPLATE);
        weights(architecture, seed).forEach((name, weight) -> {
            boolean matrix = weight.shape().length > 1;
            float[] values = weight.values();
            if (architecture.equals("llama") && name.matches(".*attn_[qk]\\.weight")) {
                values = interleaved(weight, name.contains("attn_q") ? HEADS : KEY_VALUE_HEADS);
            }
            TensorType stored = matrix ? type : TensorType.F32;
            writer.tensor(name, stored, weight.shape(), stored == TensorType.Q8_0 ? q8(values) : floats(values));
        });
        return writer;
    }

    /** All weights by their canonical names. */
    static Map<String, Weight> weights(String architecture, long seed) {
        Random random = new Random(seed);
        Map<String, Weight> weights = new LinkedHashMap<>();
        weights.put("token_embd.weight", weight(random, 0, tokens().size(), WIDTH));
        weights.put("output_norm.weight", weight(random, 1, WIDTH));
        int keys = KEY_VALUE_HEADS * HEAD_WIDTH;
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "blk." + layer + ".";
            weights.put(prefix + "attn_norm.weight", weight(random, 1, WIDTH));
            weights.put(prefix + "attn_q.weight", weight(random, 0, WIDTH, WIDTH));
            weights.put(prefix + "attn_k.weight", weight(random, 0, keys, WIDTH));
            weights.put(prefix + "attn_v.weight", weight(random, 0, keys, WIDTH));
            if (architecture.equals("qwen2")) {
                weights.put(prefix + "attn_q.bias", weight(random, 0, WIDTH));
                weights.put(prefix + "attn_k.bias", weight(random, 0, keys));
                weights.put(prefix + "attn_v.bias", weight(random, 0, keys));
            }
            weights.put(prefix + "attn_output.weight", weight(random, 0, WIDTH, WIDTH));
            weights.put(prefix + "ffn_norm.weight", weight(random, 1, WIDTH));
            weights.put(prefix + "ffn_gate.weight", weight(random, 0, FEED_FORWARD, WIDTH));
            weights.put(prefix + "ffn_up.weight", weight(random, 0, FEED_FORWARD, WIDTH));
            weights.put(prefix + "ffn_down.weight", weight(random, 0, WIDTH, FEED_FORWARD));
        }
        return weights;
    }

    private static Weight weight(Random random, float mean, long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        float[] values = new float[count];
        // Large enough that attention and the feed-forward parts matter to the result.
        double deviation = 1.5 / Math.sqrt(WIDTH);
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return new Weight(shape, values);
    }

    /** GGUF's row order of llama's q and k: rows i and i + half of a head become rows 2i and 2i + 1. */
    private static float[] interleaved(Weight weight, int heads) {
        int columns = (int) weight.shape()[1];
        int rows = (int) weight.shape()[0] / heads;
        float[] out = new float[weight.values().length];
        for (int head = 0; head < heads; head++) {
            for (int row = 0; row < rows; row++) {
                int target = row < rows / 2 ? 2 * row : 2 * (row - rows / 2) + 1;
                System.arraycopy(
                        weight.values(), (head * rows + row) * columns, out, (head * rows + target) * columns, columns);
            }
        }
        return out;
    }

    static byte[] floats(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    /** Blocks of 32: d = max|x| / 127 as half precision, then round(x / d). */
    static byte[] q8(float[] values) {
        ByteBuffer out = ByteBuffer.allocate(values.length / 32 * 34).order(ByteOrder.LITTLE_ENDIAN);
        for (int block = 0; block < values.length; block += 32) {
            float largest = 0;
            for (int i = 0; i < 32; i++) {
                largest = Math.max(largest, Math.abs(values[block + i]));
            }
            float d = largest / 127;
            out.putShort(Float.floatToFloat16(d));
            for (int i = 0; i < 32; i++) {
                out.put((byte) Math.round(d == 0 ? 0 : values[block + i] / d));
            }
        }
        return out.array();
    }
}
