package io.gpiot.pect.plan;

import io.gpiot.pect.data.Example;
import java.util.List;

/** Examples of one path that are computed at once. */
public record Batch(List<Example> examples) {

    public Batch {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException("a batch has examples");
        }
        examples = List.copyOf(examples);
    }

    public int path() {
        return examples.getFirst().path();
    }

    public int[][] rows() {
        return examples.stream().map(Example::tokens).toArray(int[][]::new);
    }

    public int[] answerStarts() {
        return examples.stream().mapToInt(Example::answerStart).toArray();
    }

    public long tokens() {
        return examples.stream().mapToLong(Example::length).sum();
    }

    /** How many tokens its loss is the mean of. */
    public long answerTokens() {
        return examples.stream().mapToLong(Example::answerTokens).sum();
    }

    /** Rows times the longest row: what is computed, padding included. */
    public long padded() {
        return (long) examples.size()
                * examples.stream().mapToInt(Example::length).max().orElse(0);
    }
}
