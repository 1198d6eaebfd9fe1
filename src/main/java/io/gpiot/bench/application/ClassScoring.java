package io.gpiot.bench.application;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.simulate.data.Npy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Classes of tested windows. Cases whose names differ in their last number alone are folds of one split. */
final class ClassScoring implements Scoring {

    static final String RESULT = "y_pred";
    static final String ACCURACY = "accuracy, ";

    private static final String RIGHT = "right";
    static final String WINDOWS = "windows";

    @Override
    public String resultFile() {
        return RESULT + ".npy";
    }

    @Override
    public Map<String, Integer> counts(DataCase data, @Nullable Path results) {
        double[] truth = Npy.read(data.truth());
        if (results == null) {
            return Map.of(RIGHT, 0, WINDOWS, truth.length);
        }
        double[] found = Npy.read(results.resolve(resultFile()));
        if (found.length != truth.length) {
            throw GpiotException.user(RESULT + " has " + found.length + " entries for " + truth.length + " windows");
        }
        int right = 0;
        for (int row = 0; row < truth.length; row++) {
            right += found[row] == truth[row] ? 1 : 0;
        }
        return Map.of(RIGHT, right, WINDOWS, truth.length);
    }

    /** The accuracy of each split, over the windows of all its folds. */
    @Override
    public Map<String, Double> measures(List<CaseScore> scores) {
        Map<String, List<CaseScore>> splits = new LinkedHashMap<>();
        scores.forEach(score -> splits.computeIfAbsent(split(score.name()), name -> new ArrayList<>())
                .add(score));
        Map<String, Double> measures = new LinkedHashMap<>();
        splits.forEach((name, folds) -> measures.put(
                ACCURACY + name,
                folds.stream().mapToDouble(score -> score.count(RIGHT)).sum()
                        / folds.stream()
                                .mapToDouble(score -> score.count(WINDOWS))
                                .sum()));
        return measures;
    }

    private static String split(String name) {
        return name.matches(".*-\\d+") ? name.replaceFirst("-\\d+$", " folds") : name;
    }
}
