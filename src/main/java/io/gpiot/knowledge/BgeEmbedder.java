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
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.Channels;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * bge-small-en-v1.5 (quantised ONNX, 384 dimensions) from the jar, in process and offline. We drive ONNX Runtime
 * ourselves: the wrapper in that jar holds the session in a static field, so its memory could never be given back, and
 * takes every core.
 */
public final class BgeEmbedder implements Embedder {

    /** The window of the model, [CLS] and [SEP] included. */
    private static final int MAXIMUM_TOKENS = 512;

    /** What its makers put before a question (not before a passage). */
    private static final String QUESTION = "Represent this sentence for searching relevant passages: ";

    private static final int THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());

    private record Loaded(OrtSession session, HuggingFaceTokenizer tokenizer) {}

    private @Nullable Loaded loaded;

    @Override
    public String id() {
        return "bge-small-en-v1.5-q";
    }

    @Override
    public float[] embedPassage(String text) {
        return embed(text);
    }

    @Override
    public float[] embedQuery(String text) {
        return embed(QUESTION + text);
    }

    /** One text a run: the quantised layers scale over the whole batch, so company would change the vector. */
    private synchronized float[] embed(String text) {
        Loaded model = load();
        Encoding encoding = model.tokenizer().encode(text, true, false);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, encoding.getIds().length};
        try (var ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(encoding.getIds()), shape);
                var mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(encoding.getAttentionMask()), shape);
                var types = OnnxTensor.createTensor(environment, LongBuffer.wrap(encoding.getTypeIds()), shape);
                var result = model.session()
                        .run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            // [1, tokens, 384]: this model speaks through its first token, [CLS]
            float[][][] hidden = (float[][][]) result.get(0).getValue();
            return unitLength(hidden[0][0]);
        } catch (OrtException e) {
            throw GpiotException.internal("the embedding model failed: " + e.getMessage(), e);
        }
    }

    private Loaded load() {
        if (loaded != null) {
            return loaded;
        }
        try (var options = new OrtSession.SessionOptions();
                InputStream vocabulary =
                        resource("/bge-small-en-v1.5-q-tokenizer.json").openStream()) {
            options.setIntraOpNumThreads(THREADS);
            options.setInterOpNumThreads(1);
            // the arena would keep the activations of the longest text ever seen
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            // idle threads must sleep, not spin: the language model needs the cores
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            NativeTokenizer.stayLocal();
            var tokenizer = HuggingFaceTokenizer.newInstance(
                    vocabulary,
                    Map.of("padding", "false", "truncation", "true", "maxLength", String.valueOf(MAXIMUM_TOKENS)));
            ByteBuffer model = read(resource("/bge-small-en-v1.5-q.onnx"));
            loaded = new Loaded(OrtEnvironment.getEnvironment().createSession(model, options), tokenizer);
            return loaded;
        } catch (OrtException | IOException | UnsatisfiedLinkError e) {
            throw GpiotException.resources("cannot load the embedding model: " + e.getMessage(), e);
        }
    }

    /** Outside the Java heap, which would keep the room of these 34 MB (and of a copy) for good. */
    private static ByteBuffer read(URL model) throws IOException {
        URLConnection connection = model.openConnection();
        var buffer = ByteBuffer.allocateDirect(connection.getContentLength());
        try (var channel = Channels.newChannel(connection.getInputStream())) {
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // reads on
            }
        }
        return buffer.flip();
    }

    private static URL resource(String name) {
        URL url = BgeEmbedder.class.getResource(name);
        if (url == null) {
            throw GpiotException.resources(name.substring(1) + " is not on the class path: build the jar again");
        }
        return url;
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
    public synchronized void close() {
        if (loaded == null) {
            return;
        }
        try {
            loaded.session().close();
        } catch (OrtException e) {
            throw GpiotException.internal("cannot close the embedding model: " + e.getMessage(), e);
        } finally {
            loaded.tokenizer().close();
            loaded = null;
        }
    }
}
