package io.gpiot.bench.application;

import java.util.Map;

/**
 * How a program did on one case.
 *
 * @param name of the case
 * @param failure why there is no result, or empty
 * @param counts as the scoring counts, also where the program failed
 * @param seconds the whole program took, start and reading included; 0 where it failed
 * @param peakBytes resident memory of the whole program; 0 where it failed
 */
public record CaseScore(String name, String failure, Map<String, Integer> counts, double seconds, long peakBytes) {

    public CaseScore {
        counts = Map.copyOf(counts);
    }

    public boolean failed() {
        return !failure.isEmpty();
    }

    int count(String name) {
        return counts.getOrDefault(name, 0);
    }
}
