package io.gpiot.bench.application;

import java.util.Map;

/**
 * Figures of others, to print beside ours.
 *
 * @param who and under which conditions
 * @param figures measure to text
 */
public record Published(String who, Map<String, String> figures) {

    public Published {
        figures = Map.copyOf(figures);
    }
}
