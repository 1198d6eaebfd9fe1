package io.gpiot.data.build;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a build made.
 *
 * @param comparison how the pairs stand to benchmarks
 */
public record Dataset(List<Sample> samples, List<Reject> rejects, Comparison comparison) {

    /**
     * Rows against benchmarks.
     *
     * @param tasks suite to tasks compared with
     * @param rows compared
     * @param words rows with a run of 13 words in common with a task
     * @param tokens rows with any telling run of 8 tokens in common
     * @param rejected rows that went
     * @param largestShare the most that a row which stayed shares with a task's program, 0 to 1
     */
    public record Comparison(
            Map<String, Integer> tasks,
            int rows,
            int words,
            int tokens,
            int rejected,
            double largestShare,
            Meaning meaning) {}

    /**
     * Rows against benchmarks by embeddings.
     *
     * @param embedding names the model; empty where nothing was compared
     * @param threshold cosine from which on a row goes
     * @param nearest range of the highest cosine with any task to rows
     */
    public record Meaning(String embedding, double threshold, int rows, int rejected, Map<String, Integer> nearest) {}

    public Dataset {
        samples = List.copyOf(samples);
        rejects = List.copyOf(rejects);
    }

    List<Sample> of(String kind, boolean training) {
        return samples.stream()
                .filter(sample -> sample.kind().equals(kind) && sample.isTraining() == training)
                .toList();
    }

    /** Kind and reason to how many were rejected for it. */
    public Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        rejects.forEach(reject -> reasons.merge(reject.kind() + ": " + reject.reason(), 1, Integer::sum));
        return reasons;
    }
}
