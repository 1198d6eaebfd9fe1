package io.gpiot.knowledge;

import ai.onnxruntime.OrtException;
import io.gpiot.base.GpiotException;
import io.gpiot.base.download.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model of the user's own, such as CodeT5+'s exported to ONNX: a folder with {@code model.onnx} and
 * {@code tokenizer.json}. Its vector is the first output, or that of the first token.
 */
public final class FolderEmbedder implements Embedder {

    private static final int MAXIMUM_TOKENS = 512;

    private final Path folder;
    private final String id;
    private @Nullable OnnxEncoder loaded;

    /** @throws GpiotException USER where a file is missing */
    public FolderEmbedder(Path folder) {
        this.folder = folder;
        for (String name : new String[] {"model.onnx", "tokenizer.json"}) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw GpiotException.user("there is no " + folder.resolve(name)
                        + "; an embedding model is a folder with model.onnx and tokenizer.json");
            }
        }
        try (InputStream in = Files.newInputStream(folder.resolve("model.onnx"))) {
            this.id = folder.toAbsolutePath().normalize().getFileName() + "-"
                    + Sha256.of(in.readNBytes(1 << 24)).substring(0, 8);
        } catch (IOException e) {
            throw GpiotException.user("cannot read " + folder.resolve("model.onnx") + ": " + e.getMessage());
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public float[] embedPassage(String text) {
        return embed(text);
    }

    @Override
    public float[] embedQuery(String text) {
        return embed(text);
    }

    private synchronized float[] embed(String text) {
        if (loaded == null) {
            loaded = load();
        }
        return loaded.embed(text);
    }

    private OnnxEncoder load() {
        Path model = folder.resolve("model.onnx");
        try (FileChannel channel = FileChannel.open(model);
                InputStream vocabulary = Files.newInputStream(folder.resolve("tokenizer.json"))) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // reads on
            }
            return OnnxEncoder.open(bytes.flip(), vocabulary, MAXIMUM_TOKENS);
        } catch (OrtException | IOException | ArithmeticException | UnsatisfiedLinkError e) {
            throw GpiotException.user("cannot load the embedding model in " + folder + ": " + e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        if (loaded != null) {
            loaded.close();
            loaded = null;
        }
    }
}
