package io.gpiot.app.runs;

import io.gpiot.base.GpiotException;
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

    private static final int LONGEST = 20_000;
    private static final int MOST_RESULTS = 32;
    private static final int LONGEST_RESULT = 500;

    /** @throws GpiotException USER where a part of it will not do */
    public RunOrder {
        requirement = new Requirement(requirement).text();
        result = List.copyOf(result);
        check(requirement.length() <= LONGEST, "a requirement may have " + LONGEST + " characters");
        check(
                result.size() <= MOST_RESULTS && result.stream().allMatch(line -> line.length() <= LONGEST_RESULT),
                "a result may have " + MOST_RESULTS + " values of " + LONGEST_RESULT + " characters each");
        result.forEach(Parameter::parse);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw GpiotException.user(rule);
        }
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
