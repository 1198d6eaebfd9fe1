package io.gpiot.data.distinct;

import io.gpiot.data.CodeTask;
import io.gpiot.data.DecompositionTask;
import io.gpiot.data.DescriptionRow;
import io.gpiot.data.ExampleRow;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.UsageRow;
import io.gpiot.synthesis.Specification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds rows for training that ask for what a task for judging asks for, in whatever words: the cosine of their embeddings. It
 * finds close rewordings, not every one; that whole topics belong to the bench alone is what keeps it apart.
 */
public final class Meanings {

    /**
     * Rows from here on go. Measured with bge-small on the written rows: of two wordings of one problem half have 0.77 or more, one
     * pair in twenty 0.85; of rows and their nearest tasks of gpiot-bench, which are about other topics, half have 0.73 or more,
     * one row in a hundred 0.84. A pair of different domains has 0.59.
     */
    public static final double SAME = 0.85;

    private static final double BIN = 0.05;

    /** What a text means, of length 1. */
    public record Embedding(String name, Function<String, float[]> of) {}

    /** @param cosine of the row and the task nearest to it */
    public record Nearest(Protected task, double cosine) {

        public boolean same() {
            return cosine >= SAME;
        }
    }

    private record Known(Protected task, float[] vector) {}

    private final Embedding embedding;
    private final List<Known> tasks = new ArrayList<>();
    private final Map<String, Integer> nearest = new TreeMap<>();

    public Meanings(List<Protected> tasks, Embedding embedding) {
        this.embedding = embedding;
        for (Protected task : tasks) {
            String asked = task.asked();
            if (!asked.isBlank()) {
                this.tasks.add(new Known(task, embedding.of().apply(asked)));
            }
        }
    }

    public String name() {
        return embedding.name();
    }

    /** The task that is nearest to what the row asks for; empty where there are no tasks. */
    public Optional<Nearest> find(Row row) {
        float[] vector = embedding.of().apply(asked(row));
        Known best = null;
        double highest = Double.NEGATIVE_INFINITY;
        for (Known task : tasks) {
            double cosine = dot(vector, task.vector());
            if (cosine > highest) {
                highest = cosine;
                best = task;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        double from = Math.floor(highest / BIN) * BIN;
        nearest.merge(String.format(Locale.ROOT, "%.2f to %.2f", from, from + BIN), 1, Integer::sum);
        return Optional.of(new Nearest(best.task(), highest));
    }

    /** Range of the highest cosine to rows, of all that were looked for. */
    public Map<String, Integer> nearest() {
        return Map.copyOf(nearest);
    }

    /** The question alone: answers to other questions may well be alike. */
    static String asked(Row row) {
        return switch (row) {
            case ProblemRow problem -> problem.problem();
            case ProgramRow program -> asked(program.specification());
            case CodeTask task -> asked(task.specification());
            case DecompositionTask task -> task.problem();
            case DescriptionRow described -> described.question();
            case UsageRow usage -> usage.target();
            case ExampleRow example -> asked(example.specification());
        };
    }

    private static String asked(Specification specification) {
        return specification.name() + ". " + specification.target();
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
