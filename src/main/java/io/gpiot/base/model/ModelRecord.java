package io.gpiot.base.model;

/**
 * What {@code model.json} beside an installed model says of it.
 *
 * @param file the file or folder beside it: {@code model.gguf}, or {@code model} for a safetensors folder
 * @param bytes size of the file, or of all files of the folder
 * @param sha256 of the file; of a folder: of the lines "SHA-256, two spaces, name" of its files in name order
 * @param source where the bytes came from
 * @param installed when, as an ISO instant
 * @param licence as far as known
 */
public record ModelRecord(
        String id,
        String file,
        long bytes,
        String sha256,
        String source,
        String installed,
        String licence,
        ModelShape shape) {}
