package io.gpiot.engine.decode;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.ContextWindow;
import io.gpiot.engine.Message;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model's file says before its weights are loaded. The tokenizer is read when it is first asked. */
public final class UnloadedModel implements ContextWindow, AutoCloseable {

    private final String id;
    private final ModelFile file;
    private final int context;
    private @Nullable Tokenizer tokenizer;

    private UnloadedModel(String id, ModelFile file, int context) {
        this.id = id;
        this.file = file;
        this.context = context;
    }

    /**
     * @param path a GGUF file or a folder with safetensors
     * @throws GpiotException USER where the file is not a model that we know
     */
    public static UnloadedModel open(Path path, String id, EngineSettings settings) {
        ModelFile file = ModelFiles.open(path);
        return new UnloadedModel(id, file, settings.contextOf(file.config()));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int contextLength() {
        return context;
    }

    @Override
    public int countTokens(List<Message> messages) {
        if (tokenizer == null) {
            tokenizer = Tokenizer.of(file.tokenizer());
        }
        return tokenizer.encodeChat(messages, "").length;
    }

    @Override
    public void close() {
        if (tokenizer != null) {
            tokenizer.close();
        }
        file.close();
    }
}
