package io.gpiot.synthesis.specify;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules that every chain of specifications keeps: what flows exists by then, has one name, and is of use. */
public final class DataFlow {

    private DataFlow() {}

    /**
     * Outputs with names that nothing else in the chain has. A repeated line of one answer is dropped.
     *
     * @param drawn what the model named, per sub-task
     */
    static List<List<Parameter>> uniquelyNamed(
            List<SubTask> subTasks, List<List<Parameter>> drawn, Names names, List<String> repairs) {
        List<List<Parameter>> all = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            SubTask subTask = subTasks.get(i);
            Map<String, Parameter> unique = new LinkedHashMap<>();
            for (Parameter output : drawn.get(i)) {
                if (unique.containsKey(output.name())) {
                    repairs.add("sub-task " + subTask.number() + ": output '" + output.name() + "' was named twice");
                    continue;
                }
                String name = names.take(output.name(), subTask.name());
                if (!name.equals(output.name())) {
                    repairs.add("sub-task " + subTask.number() + ": output '" + output.name() + "' is called '" + name
                            + "', since the first name was taken");
                }
                unique.put(output.name(), new Parameter(name, output.type(), output.meaning()));
            }
            all.add(List.copyOf(unique.values()));
        }
        return all;
    }

    /** Gives an output that no later specification reads to the next one, so that no step works for nothing. */
    static List<Specification> withoutWaste(List<Specification> chain, List<String> repairs) {
        List<Specification> repaired = new ArrayList<>(chain);
        for (int i = 0; i + 1 < repaired.size(); i++) {
            List<Parameter> outputs = repaired.get(i).outputs();
            boolean used = repaired.stream()
                    .skip(i + 1L)
                    .anyMatch(later -> later.inputs().stream().anyMatch(outputs::contains));
            if (!used) {
                Specification next = repaired.get(i + 1);
                List<Parameter> inputs = new ArrayList<>();
                inputs.add(outputs.getFirst());
                inputs.addAll(next.inputs());
                repaired.set(i + 1, with(next, inputs));
                repairs.add("sub-task " + next.number() + " also reads '"
                        + outputs.getFirst().name() + "', which nothing else did");
            }
        }
        return List.copyOf(repaired);
    }

    /**
     * Checks a chain, for example one that a user edited.
     *
     * @param where names the file of a specification in errors
     * @throws GpiotException USER where an input does not exist by then, or a name stands for two values
     */
    public static void check(List<Value> data, List<Specification> chain, List<String> where) {
        Map<String, Parameter> existing = new LinkedHashMap<>();
        data.forEach(value -> existing.put(value.name(), value.parameter()));
        Set<String> functions = new HashSet<>();
        for (int i = 0; i < chain.size(); i++) {
            Specification specification = chain.get(i);
            for (Parameter input : specification.inputs()) {
                require(
                        existing.containsKey(input.name()),
                        where.get(i),
                        "input '" + input.name() + "' does not exist by then; there are "
                                + String.join(", ", existing.keySet()));
            }
            require(!specification.outputs().isEmpty(), where.get(i), "it needs at least one output");
            for (Parameter output : specification.outputs()) {
                require(
                        existing.put(output.name(), output) == null,
                        where.get(i),
                        "output '" + output.name() + "' has the name of a value that exists already");
            }
            require(
                    functions.add(specification.entryPoint()),
                    where.get(i),
                    "the entry point '" + specification.entryPoint() + "' is another sub-task's too");
        }
    }

    private static void require(boolean holds, String where, String why) {
        if (!holds) {
            throw GpiotException.user(where + ": " + why);
        }
    }

    private static Specification with(Specification old, List<Parameter> inputs) {
        return new Specification(old.number(), old.name(), old.entryPoint(), old.target(), inputs, old.outputs());
    }
}
