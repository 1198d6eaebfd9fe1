package io.gpiot.base.model;

import io.gpiot.base.download.Source;
import java.util.List;

/**
 * A model that gpiot knows.
 *
 * @param parameters the model's parameters, each counted once
 * @param bytes the file's size
 * @param sha256 of the file, 64 lower-case hexadecimal digits
 * @param sources in the order in which they are tried
 */
public record CatalogueEntry(
        String id,
        String name,
        String licence,
        long parameters,
        long bytes,
        String sha256,
        ModelShape shape,
        List<Source> sources) {

    public CatalogueEntry {
        sources = List.copyOf(sources);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(id + ": not a SHA-256: " + sha256);
        }
    }
}
