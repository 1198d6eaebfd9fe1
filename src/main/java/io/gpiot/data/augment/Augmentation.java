package io.gpiot.data.augment;

import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was made.
 *
 * @param rows new ones, in order
 * @param writtenPairs distinct pairs of one kind among the rows that were there before
 * @param allPairs distinct pairs of one kind with the new ones
 */
public record Augmentation(
        List<Row> rows, List<Refusal> refusals, Map<String, Integer> writtenPairs, Map<String, Integer> allPairs) {

    public Augmentation {
        rows = List.copyOf(rows);
        refusals = List.copyOf(refusals);
    }

    /** Both together; they are of different kinds. */
    public Augmentation and(Augmentation other) {
        return new Augmentation(
                Stream.concat(rows.stream(), other.rows.stream()).toList(),
                Stream.concat(refusals.stream(), other.refusals.stream()).toList(),
                joined(writtenPairs, other.writtenPairs),
                joined(allPairs, other.allPairs));
    }

    private static Map<String, Integer> joined(Map<String, Integer> one, Map<String, Integer> other) {
        Map<String, Integer> all = new TreeMap<>(one);
        all.putAll(other);
        return all;
    }

    /** Kind and axis to new rows. */
    public Map<String, Integer> axes() {
        Map<String, Integer> axes = new TreeMap<>();
        for (Row row : rows) {
            axes.merge(row.label().kind().text() + ": " + row.label().axis().text(), 1, Integer::sum);
        }
        return axes;
    }

    /** Kind and reason to refusals. */
    public Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        refusals.forEach(each -> reasons.merge(each.kind() + ": " + each.reason(), 1, Integer::sum));
        return reasons;
    }

    static String text(Row row) {
        return switch (row) {
            case ProblemRow problem -> RowText.of(problem);
            case ProgramRow program -> RowText.of(program);
            default -> throw new IllegalArgumentException("no row for training");
        };
    }
}
