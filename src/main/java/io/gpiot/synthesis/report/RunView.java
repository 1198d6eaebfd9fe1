package io.gpiot.synthesis.report;

import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a report shows of a run.
 *
 * @param facts name to value, in the order to show: model, hash, sandbox, seeds, settings
 * @param stages name to what it took, such as {@code "4.1 s, 312 tokens, 76 tokens/s"}
 * @param results lines that the user looks for first: figures, or what was not solved
 * @param plots PNG files
 */
public record RunView(
        String requirement,
        Path data,
        List<Value> values,
        List<SubTask> subTasks,
        List<Step> steps,
        List<String> results,
        List<Path> plots,
        Map<String, String> facts,
        Map<String, String> stages) {

    /**
     * One specification and what became of it.
     *
     * @param solution null where no candidate held
     * @param attempts one line a candidate that was judged
     */
    public record Step(
            Specification specification, @Nullable Solution solution, List<String> attempts) {
        public Step {
            attempts = List.copyOf(attempts);
        }
    }

    public RunView {
        values = List.copyOf(values);
        subTasks = List.copyOf(subTasks);
        steps = List.copyOf(steps);
        results = List.copyOf(results);
        plots = List.copyOf(plots);
    }

    List<Solution> solutions() {
        return steps.stream()
                .map(Step::solution)
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
