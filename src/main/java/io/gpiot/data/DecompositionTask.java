package io.gpiot.data;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.SubTask;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A decomposition task of gpiot-bench.
 *
 * @param requirements what any good decomposition contains
 * @param subTasks a reference
 */
public record DecompositionTask(
        Label label,
        Level level,
        String problem,
        List<Parameter> data,
        List<String> requirements,
        List<SubTask> subTasks)
        implements Row {

    public DecompositionTask {
        data = List.copyOf(data);
        requirements = List.copyOf(requirements);
        subTasks = List.copyOf(subTasks);
    }

    @Override
    public String hash() {
        return ContentHash.of(
                problem, ContentHash.texts(data), String.join("\n", requirements), SubTask.toText(subTasks));
    }

    @Override
    public String prose() {
        return problem + "\n" + data.stream().map(Parameter::meaning).collect(Collectors.joining("\n")) + "\n"
                + SubTask.toText(subTasks);
    }

    @Override
    public String code() {
        return "";
    }
}
