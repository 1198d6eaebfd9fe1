package io.gpiot.base.model;

import java.nio.file.Path;

/**
 * A model on this machine.
 *
 * @param path a GGUF file or a safetensors folder
 * @param sha256 as in {@link ModelRecord}
 */
public record InstalledModel(
        String id, Path path, long bytes, String sha256, String licence, String source, ModelShape shape) {}
