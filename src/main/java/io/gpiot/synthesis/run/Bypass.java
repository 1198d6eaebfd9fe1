package io.gpiot.synthesis.run;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Ways around sub-tasks that found no program: later ones work on values that exist in place of those that do not. A
 * filter or a feature that is left out often costs accuracy only; stopping there would cost everything.
 */
final class Bypass {

    private Bypass() {}

    /**
     * The same specification with inputs that exist.
     *
     * @param unsolved earlier specifications that made nothing, as they were tried
     * @param known values that exist, the latest last
     */
    static Specification over(Specification specification, List<Specification> unsolved, List<Parameter> known) {
        Set<Parameter> inputs = new LinkedHashSet<>();
        for (Parameter input : specification.inputs()) {
            inputs(input, unsolved, known)
                    .filter(value -> !inputs.contains(value))
                    .findFirst()
                    .ifPresent(inputs::add);
        }
        if (inputs.isEmpty()) {
            inputs.addAll(known);
        }
        return List.copyOf(inputs).equals(specification.inputs())
                ? specification
                : new Specification(
                        specification.number(),
                        specification.name(),
                        specification.entryPoint(),
                        specification.target(),
                        List.copyOf(inputs),
                        specification.outputs());
    }

    /** What may stand for an input, the best first: itself, what its maker read, the latest of its type. */
    private static Stream<Parameter> inputs(Parameter wanted, List<Specification> unsolved, List<Parameter> known) {
        Optional<Parameter> itself = named(wanted.name(), known);
        if (itself.isPresent()) {
            return itself.stream();
        }
        List<Parameter> ofType = new ArrayList<>();
        unsolved.stream()
                .filter(maker -> maker.outputs().stream()
                        .anyMatch(output -> output.name().equals(wanted.name())))
                .flatMap(maker -> maker.inputs().stream())
                .forEach(ofType::add);
        ofType.addAll(known.reversed());
        return ofType.stream()
                .filter(value -> value.type() == wanted.type()
                        && named(value.name(), known).isPresent());
    }

    private static Optional<Parameter> named(String name, List<Parameter> known) {
        return known.stream().filter(value -> value.name().equals(name)).findFirst();
    }

    /** The last resort: one program for the whole requirement, from the user's data to the last sub-task's outputs. */
    static Specification whole(String requirement, List<Specification> chain, List<Parameter> data) {
        return new Specification(
                chain.size() + 1,
                "Whole Problem",
                "solve_whole_problem",
                requirement.replaceAll("\\s+", " "),
                data,
                chain.getLast().outputs());
    }
}
