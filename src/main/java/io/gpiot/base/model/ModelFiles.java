package io.gpiot.base.model;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What can be known of a model's file or folder from headers alone, without reading its values. */
final class ModelFiles {

    /** @param files every file that belongs to the model, in name order */
    record Inspected(ModelShape shape, String licence, List<Path> files) {
        long bytes() {
            return files.stream().mapToLong(ModelFiles::size).sum();
        }
    }

    private ModelFiles() {}

    /**
     * Looks at a GGUF file or a Hugging Face safetensors folder.
     *
     * @throws GpiotException USER where it is neither, or is truncated
     */
    static Inspected inspect(Path path) {
        if (!Files.exists(path)) {
            throw GpiotException.user(path + " does not exist: give a .gguf file or a safetensors folder");
        }
        return Files.isDirectory(path) ? SafetensorsFolder.inspect(path) : GgufHeader.inspect(path);
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
