package io.gpiot.bench.application;

import io.gpiot.simulate.data.DataCase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what a program saved with the truth. */
public interface Scoring {

    /** The file in which the result is expected. */
    String resultFile();

    /**
     * Counts on one case.
     *
     * @param results the folder with the program's results, or null where the program gave none
     * @throws io.gpiot.base.GpiotException USER where the result is missing or of another shape
     */
    Map<String, Integer> counts(DataCase data, @Nullable Path results);

    /** Measures over cases, shares from 0 to 1, in the order to show. */
    Map<String, Double> measures(List<CaseScore> scores);
}
