package io.gpiot.knowledge;

import ai.onnxruntime.OrtException;
import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
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

    private @Nullable OnnxEncoder loaded;

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

    @Override
    public synchronized int countTokens(String text) {
        return load().countTokens(text);
    }

    private synchronized float[] embed(String text) {
        return load().embed(text);
    }

    private OnnxEncoder load() {
        if (loaded != null) {
            return loaded;
        }
        try (InputStream vocabulary =
                resource("/bge-small-en-v1.5-q-tokenizer.json").openStream()) {
            loaded = OnnxEncoder.open(read(resource("/bge-small-en-v1.5-q.onnx")), vocabulary, MAXIMUM_TOKENS);
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

    @Override
    public synchronized void close() {
        if (loaded != null) {
            loaded.close();
            loaded = null;
        }
    }
}
