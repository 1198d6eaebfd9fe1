package io.gpiot.app.runs;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.run.Task;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run is asked for.
 *
 * @param requirement in plain English
 * @param result what the last program must return, each as {@code "name (type): meaning"}, or empty
 * @param planOnly whether to stop after the sub-tasks
 */
public record RunOrder(String requirement, List<String> result, boolean planOnly, SynthesisSettings settings) {

    /** @throws io.gpiot.base.GpiotException USER where a part of it will not do */
    public RunOrder {
        requirement = new Requirement(requirement).text();
        result = List.copyOf(result);
        result.forEach(Parameter::parse);
    }

    public RunOrder withPlanOnly(boolean other) {
        return new RunOrder(requirement, result, other, settings);
    }

    Task task(Path data) {
        return new Task(
                new Requirement(requirement),
                data,
                result.stream().map(Parameter::parse).toList(),
                planOnly,
                settings);
    }
}
