package io.gpiot.knowledge;

import io.gpiot.knowledge.Passage.Kind;

/**
 * A file whose passages are in the index.
 *
 * @param name its absolute path, or {@value Knowledge#BUILT_IN}
 * @param hash SHA-256 of its bytes when it was added
 * @param added when, as ISO instant
 */
public record Source(String name, String title, Kind kind, int passages, String hash, String added) {}
