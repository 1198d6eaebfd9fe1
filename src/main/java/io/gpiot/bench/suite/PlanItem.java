package io.gpiot.bench.suite;

import io.gpiot.data.ContentHash;
import io.gpiot.data.DecompositionTask;
import io.gpiot.data.ProblemRow;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.SubTask;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A decomposition task.
 *
 * @param data what is loaded already
 * @param requirements what any good decomposition has
 * @param subTasks a reference
 */
public record PlanItem(
        String id,
        String domain,
        String problem,
        List<Parameter> data,
        List<String> requirements,
        List<SubTask> subTasks) {

    public PlanItem {
        data = List.copyOf(data);
        requirements = List.copyOf(requirements);
        subTasks = List.copyOf(subTasks);
    }

    public static PlanItem of(DecompositionTask task) {
        return new PlanItem(
                task.label().id(),
                task.label().domain(),
                task.problem(),
                task.data(),
                task.requirements(),
                task.subTasks());
    }

    public static PlanItem of(ProblemRow row) {
        return new PlanItem(
                row.label().id(), row.label().domain(), row.problem(), row.data(), List.of(), row.subTasks());
    }

    public String hash() {
        return ContentHash.of(
                problem,
                data.stream().map(Parameter::toText).collect(Collectors.joining("\n")),
                SubTask.toText(subTasks));
    }
}
