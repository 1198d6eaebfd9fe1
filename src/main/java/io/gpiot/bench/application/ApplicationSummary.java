package io.gpiot.bench.application;

import io.gpiot.bench.application.ApplicationResult.Scored;
import io.gpiot.bench.application.ApplicationResult.Trial;
import io.gpiot.bench.metric.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The figures of a result.
 *
 * @param measures all that occur, in the order to show
 * @param rows the chain by variant, then our programs, then others' figures
 */
public record ApplicationSummary(List<String> measures, List<Row> rows) {

    /**
     * A line of the table.
     *
     * @param programs how many programs it is about, or 0 for others' figures
     * @param ran how many of them gave a result on every case
     * @param intervals measure to its mean over programs, with the interval over them
     * @param texts measure to what others published
     */
    public record Row(String name, int programs, int ran, Map<String, Interval> intervals, Map<String, String> texts) {
        public Row {
            intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
            texts = Map.copyOf(texts);
        }
    }

    /** A program that failed counts as one that found nothing; memory and time are of those that ran. */
    public static ApplicationSummary of(ApplicationResult result) {
        List<Row> rows = new ArrayList<>();
        for (String variant : result.requirements().keySet()) {
            List<Scored> programs = result.trials().stream()
                    .filter(trial -> trial.variant().equals(variant))
                    .map(Trial::scored)
                    .toList();
            String name = result.requirements().size() == 1 ? "GPIoT" : "GPIoT, " + variant;
            rows.add(row(name, programs));
        }
        result.comparisons().forEach(program -> rows.add(row(program.name(), List.of(program))));
        result.published().forEach(figures -> rows.add(new Row(figures.who(), 0, 0, Map.of(), figures.figures())));
        Set<String> measures = new LinkedHashSet<>();
        rows.forEach(row -> measures.addAll(row.intervals().keySet()));
        return new ApplicationSummary(List.copyOf(measures), rows);
    }

    private static Row row(String name, List<Scored> programs) {
        Set<String> measures = new LinkedHashSet<>();
        programs.forEach(program -> measures.addAll(program.measures().keySet()));
        Map<String, Interval> intervals = new LinkedHashMap<>();
        for (String measure : measures) {
            intervals.put(
                    measure,
                    Interval.of(programs.stream()
                            .map(program -> program.measures().get(measure))
                            .filter(java.util.Objects::nonNull)
                            .mapToDouble(Double::doubleValue)
                            .toArray()));
        }
        int ran =
                (int) programs.stream().filter(program -> program.failed() == 0).count();
        return new Row(name, programs.size(), ran, intervals, Map.of());
    }
}
