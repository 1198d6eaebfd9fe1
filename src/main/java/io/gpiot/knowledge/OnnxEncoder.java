package io.gpiot.knowledge;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.gpiot.base.GpiotException;
import io.gpiot.engine.text.NativeTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A transformer in ONNX Runtime that turns one text into one vector of unit length. */
final class OnnxEncoder implements AutoCloseable {

    private static final int THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());

    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    private OnnxEncoder(OrtSession session, HuggingFaceTokenizer tokenizer) {
        this.session = session;
        this.tokenizer = tokenizer;
    }

    /**
     * @param model an ONNX model that takes {@code input_ids} and {@code attention_mask}, perhaps {@code token_type_ids}; its
     *     first output is the vector [1, dimensions], or [1, tokens, dimensions] where the first token speaks for all
     * @param vocabulary a tokenizer.json
     * @param tokens the model's window
     */
    static OnnxEncoder open(ByteBuffer model, InputStream vocabulary, int tokens) throws OrtException, IOException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(THREADS);
            options.setInterOpNumThreads(1);
            // the arena would keep the activations of the longest text ever seen
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            // idle threads must sleep, not spin: the language model needs the cores
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            NativeTokenizer.stayLocal();
            var tokenizer = HuggingFaceTokenizer.newInstance(
                    vocabulary, Map.of("padding", "false", "truncation", "true", "maxLength", String.valueOf(tokens)));
            return new OnnxEncoder(OrtEnvironment.getEnvironment().createSession(model, options), tokenizer);
        }
    }

    /** One text a run: quantised layers scale over the whole batch, so company would change the vector. */
    float[] embed(String text) {
        Encoding encoding = tokenizer.encode(text, true, false);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, encoding.getIds().length};
        Map<String, long[]> inputs = Map.of(
                "input_ids", encoding.getIds(),
                "attention_mask", encoding.getAttentionMask(),
                "token_type_ids", encoding.getTypeIds());
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            Set<String> wanted = session.getInputNames();
            for (Map.Entry<String, long[]> input : inputs.entrySet()) {
                if (wanted.contains(input.getKey())) {
                    tensors.put(
                            input.getKey(),
                            OnnxTensor.createTensor(environment, LongBuffer.wrap(input.getValue()), shape));
                }
            }
            try (var result = session.run(tensors)) {
                return unitLength(
                        switch (result.get(0).getValue()) {
                            case float[][][] hidden -> hidden[0][0];
                            case float[][] vectors -> vectors[0];
                            default ->
                                throw GpiotException.user("the embedding model's first output is no vector of floats");
                        });
            }
        } catch (OrtException e) {
            throw GpiotException.internal("the embedding model failed: " + e.getMessage(), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** Within the model's window. */
    int countTokens(String text) {
        return tokenizer.encode(text, true, false).getIds().length;
    }

    private static float[] unitLength(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        float norm = (float) Math.sqrt(squares);
        var unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = vector[i] / norm;
        }
        return unit;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw GpiotException.internal("cannot close the embedding model: " + e.getMessage(), e);
        } finally {
            tokenizer.close();
        }
    }
}
