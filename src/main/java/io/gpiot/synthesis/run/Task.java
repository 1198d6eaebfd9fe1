package io.gpiot.synthesis.run;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.SynthesisSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run is asked for.
 *
 * @param data folder or file with the user's data
 * @param result what the last program must return, or empty
 * @param planOnly whether to stop after the sub-tasks
 * @param simulated what simulated the data, for every report; empty for measured ones
 */
public record Task(
        Requirement requirement,
        Path data,
        List<Parameter> result,
        boolean planOnly,
        SynthesisSettings settings,
        String simulated) {

    public Task {
        result = List.copyOf(result);
    }

    /** On measured data. */
    public Task(
            Requirement requirement, Path data, List<Parameter> result, boolean planOnly, SynthesisSettings settings) {
        this(requirement, data, result, planOnly, settings, "");
    }
}
