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
 */
public record Task(
        Requirement requirement, Path data, List<Parameter> result, boolean planOnly, SynthesisSettings settings) {

    public Task {
        result = List.copyOf(result);
    }
}
