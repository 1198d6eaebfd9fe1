package io.gpiot.engine.format;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens model files. */
public final class ModelFiles {

    private ModelFiles() {}

    /**
     * Opens a GGUF file, or a Hugging Face folder with {@code config.json}, {@code tokenizer.json} and safetensors.
     *
     * @throws GpiotException USER where it is neither, damaged, or of a kind we do not run; RESOURCES where it cannot be
     *     read
     */
    public static ModelFile open(Path ggufFileOrFolder) {
        if (!Files.exists(ggufFileOrFolder)) {
            throw GpiotException.user(ggufFileOrFolder + " does not exist; give a .gguf file or a Hugging Face folder");
        }
        if (Files.isDirectory(ggufFileOrFolder)) {
            return ModelFolder.open(ggufFileOrFolder);
        }
        try {
            return GgufFile.open(ggufFileOrFolder);
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + ggufFileOrFolder + ": " + e.getMessage(), e);
        }
    }
}
