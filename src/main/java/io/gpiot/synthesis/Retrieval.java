package io.gpiot.synthesis;

import java.util.List;

/** Finds short expert texts for a prompt. */
@FunctionalInterface
public interface Retrieval {

    /** Knows nothing. */
    Retrieval NONE = (query, count) -> List.of();

    /** At most {@code count} texts, the most fitting first; fewer, or none, where nothing fits. */
    List<String> cards(String query, int count);
}
