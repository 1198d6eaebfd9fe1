package io.gpiot.engine.model;

import io.gpiot.engine.format.Dequantizer;
import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.StoredTensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** The same forward pass in plain loops, without cache, batch or libtorch: the oracle of {@link Transformer}. */
public final class NaiveTransformer {

    private final ModelConfig config;
    private final Map<String, float[]> tensors = new HashMap<>();

    public NaiveTransformer(ModelFile file) {
        this.config = file.config();
        for (StoredTensor stored : file.tensors().values()) {
            boolean vector = stored.shape().length == 1;
            long rows = vector ? 1 : stored.shape()[0];
            float[] values = new float[Math.toIntExact(vector ? stored.shape()[0] : rows * stored.shape()[1])];
            Dequantizer.toFloat(stored, 0, rows, FloatBuffer.wrap(values));
            tensors.put(stored.name(), values);
        }
    }

    /** Logits after the last token. */
    public float[] logits(int[] tokens) {
        int width = config.width();
        float[][] stream = new float[tokens.length][];
        for (int i = 0; i < tokens.length; i++) {
            stream[i] = java.util.Arrays.copyOfRange(
                    tensors.get("token_embd.weight"), tokens[i] * width, (tokens[i] + 1) * width);
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            attend(stream, "blk." + layer + ".");
            feedForward(stream, "blk." + layer + ".");
        }
        float[] last = normalise(stream[tokens.length - 1], "output_norm.weight");
        return product(last, tensors.containsKey("output.weight") ? "output.weight" : "token_embd.weight", null);
    }

    private void attend(float[][] stream, String prefix) {
        int head = config.headWidth();
        int group = config.heads() / config.keyValueHeads();
        float[][] keys = new float[stream.length][];
        float[][] values = new float[stream.length][];
        for (int at = 0; at < stream.length; at++) {
            float[] x = normalise(stream[at], prefix + "attn_norm.weight");
            float[] query = turn(product(x, prefix + "attn_q.weight", prefix + "attn_q.bias"), at);
            keys[at] = turn(product(x, prefix + "attn_k.weight", prefix + "attn_k.bias"), at);
            values[at] = product(x, prefix + "attn_v.weight", prefix + "attn_v.bias");
            float[] mixed = new float[config.heads() * head];
            for (int h = 0; h < config.heads(); h++) {
                int shared = h / group * head;
                double[] scores = new double[at + 1];
                double sum = 0;
                for (int t = 0; t <= at; t++) {
                    double dot = 0;
                    for (int i = 0; i < head; i++) {
                        dot += query[h * head + i] * keys[t][shared + i];
                    }
                    scores[t] = Math.exp(dot / Math.sqrt(head));
                    sum += scores[t];
                }
                for (int t = 0; t <= at; t++) {
                    for (int i = 0; i < head; i++) {
                        mixed[h * head + i] += (float) (scores[t] / sum * values[t][shared + i]);
                    }
                }
            }
            add(stream[at], product(mixed, prefix + "attn_output.weight", null));
        }
    }

    private void feedForward(float[][] stream, String prefix) {
        for (float[] row : stream) {
            float[] x = normalise(row, prefix + "ffn_norm.weight");
            float[] gate = product(x, prefix + "ffn_gate.weight", null);
            float[] up = product(x, prefix + "ffn_up.weight", null);
            for (int i = 0; i < gate.length; i++) {
                gate[i] = (float) (gate[i] / (1 + Math.exp(-gate[i])) * up[i]);
            }
            add(row, product(gate, prefix + "ffn_down.weight", null));
        }
    }

    private float[] turn(float[] x, int position) {
        int head = config.headWidth();
        float[] turned = new float[x.length];
        for (int start = 0; start < x.length; start += head) {
            for (int i = 0; i < head / 2; i++) {
                double angle = position * Math.pow(config.ropeBase(), -2.0 * i / head);
                int one = start + (config.ropeInterleaved() ? 2 * i : i);
                int two = start + (config.ropeInterleaved() ? 2 * i + 1 : i + head / 2);
                turned[one] = (float) (x[one] * Math.cos(angle) - x[two] * Math.sin(angle));
                turned[two] = (float) (x[two] * Math.cos(angle) + x[one] * Math.sin(angle));
            }
        }
        return turned;
    }

    private float[] normalise(float[] x, String weight) {
        double square = 0;
        for (float value : x) {
            square += (double) value * value;
        }
        double scale = 1 / Math.sqrt(square / x.length + config.normEpsilon());
        float[] out = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = (float) (x[i] * scale * tensors.get(weight)[i]);
        }
        return out;
    }

    private float[] product(float[] x, String weight, String bias) {
        float[] w = tensors.get(weight);
        float[] out = new float[w.length / x.length];
        float[] b = bias == null ? null : tensors.get(bias);
        for (int row = 0; row < out.length; row++) {
            double sum = b == null ? 0 : b[row];
            for (int i = 0; i < x.length; i++) {
                sum += (double) w[row * x.length + i] * x[i];
            }
            out[row] = (float) sum;
        }
        return out;
    }

    private static void add(float[] target, float[] more) {
        for (int i = 0; i < target.length; i++) {
            target[i] += more[i];
        }
    }
}
