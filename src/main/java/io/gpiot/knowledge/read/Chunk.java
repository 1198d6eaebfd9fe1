package io.gpiot.knowledge.read;

/**
 * A piece of a section, small enough for the embedding model's window.
 *
 * @param heading its section's heading, empty where there is none
 * @param page as in {@link Section}
 */
public record Chunk(String heading, int page, String text) {}
