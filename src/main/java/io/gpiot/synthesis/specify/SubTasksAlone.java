package io.gpiot.synthesis.specify;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The chain without RTSLM, to see what RTSLM is worth: each sub-task goes as it is to CGSLM. A program gets the user's data and
 * what the one before it returned, and returns one value, an array where nobody says more.
 */
public final class SubTasksAlone {

    private SubTasksAlone() {}

    /** @param result what the last sub-task must return, or empty */
    public static Specifications specify(List<SubTask> subTasks, List<Value> data, List<Parameter> result) {
        Names names = new Names();
        names.reserve(data.stream().map(Value::name).toList());
        names.reserve(result.stream().map(Parameter::name).toList());
        List<Specification> chain = new ArrayList<>();
        List<Parameter> before = List.of();
        for (SubTask subTask : subTasks) {
            boolean last = subTask.number() == subTasks.size();
            List<Parameter> outputs = last && !result.isEmpty()
                    ? result
                    : List.of(new Parameter(
                            names.take("result_" + subTask.number(), subTask.name()), ValueType.ARRAY, subTask.name()));
            Set<Parameter> inputs = new LinkedHashSet<>(before);
            data.stream()
                    .map(Value::parameter)
                    .limit(SpecificationGrammars.MOST_INPUTS)
                    .forEach(inputs::add);
            chain.add(new Specification(
                    subTask.number(),
                    subTask.name(),
                    names.takeEntryPoint(subTask.name()),
                    String.join("; ", subTask.steps()),
                    List.copyOf(inputs),
                    outputs));
            before = outputs;
        }
        return new Specifications(chain, List.of());
    }
}
