package io.gpiot.engine.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Holds the tensors that are there against those that the configuration asks for. */
final class ExpectedTensors {

    private final Path file;
    private final Map<String, StoredTensor> tensors;

    private ExpectedTensors(Path file, Map<String, StoredTensor> tensors) {
        this.file = file;
        this.tensors = tensors;
    }

    static void check(Path file, ModelConfig c, Map<String, StoredTensor> tensors) {
        ExpectedTensors expected = new ExpectedTensors(file, tensors);
        expected.present("token_embd.weight", c.vocabularySize(), c.width());
        expected.present("output_norm.weight", c.width());
        expected.ifPresent("output.weight", c.vocabularySize(), c.width());
        for (int layer = 0; layer < c.layers(); layer++) {
            expected.block("blk." + layer + ".", c);
        }
    }

    private void block(String prefix, ModelConfig c) {
        int queries = c.heads() * c.headWidth();
        int keys = c.keyValueHeads() * c.headWidth();
        present(prefix + "attn_norm.weight", c.width());
        present(prefix + "attn_q.weight", queries, c.width());
        present(prefix + "attn_k.weight", keys, c.width());
        present(prefix + "attn_v.weight", keys, c.width());
        present(prefix + "attn_output.weight", c.width(), queries);
        present(prefix + "ffn_norm.weight", c.width());
        present(prefix + "ffn_gate.weight", c.feedForwardWidth(), c.width());
        present(prefix + "ffn_up.weight", c.feedForwardWidth(), c.width());
        present(prefix + "ffn_down.weight", c.width(), c.feedForwardWidth());
        boolean biased = c.architecture().equals("qwen2");
        bias(prefix + "attn_q.bias", queries, biased);
        bias(prefix + "attn_k.bias", keys, biased);
        bias(prefix + "attn_v.bias", keys, biased);
    }

    private void bias(String name, int length, boolean required) {
        if (required) {
            present(name, length);
        } else {
            ifPresent(name, length);
        }
    }

    private void present(String name, long... shape) {
        if (!tensors.containsKey(name)) {
            throw Broken.file(file, "tensor " + name + " is missing");
        }
        ifPresent(name, shape);
    }

    private void ifPresent(String name, long... shape) {
        StoredTensor tensor = tensors.get(name);
        if (tensor != null && !Arrays.equals(tensor.shape(), shape)) {
            throw Broken.file(
                    file,
                    "tensor " + name + " has shape " + Arrays.toString(tensor.shape()) + " instead of "
                            + Arrays.toString(shape));
        }
    }
}
