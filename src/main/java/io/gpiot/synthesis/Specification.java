package io.gpiot.synthesis;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one sub-task's program must do and how it is called. Inputs are values that exist by then: the user's data or
 * outputs of earlier specifications; so the data flow is fixed before any code exists.
 *
 * @param number of the sub-task, from 1
 * @param name of the sub-task
 * @param entryPoint the function's name, a Python identifier
 * @param target one sentence
 * @param outputs at least one; several are returned as a tuple in this order
 */
public record Specification(
        int number, String name, String entryPoint, String target, List<Parameter> inputs, List<Parameter> outputs)
        implements Serializable {

    public Specification {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The line that a program of this specification must define. */
    public String signature() {
        return "def " + entryPoint + "(" + inputs.stream().map(Parameter::name).collect(Collectors.joining(", "))
                + "):";
    }

    /** The Python module that a chosen program is kept as: {@code step1_detect_r_peaks}, in {@code NAME.py}. */
    public String module() {
        return "step" + number + "_" + entryPoint;
    }

    /** The form of the paper's section 1: target, input specification, output specification. */
    public String toMarkdown() {
        return "**Target**\n" + target + "\n**Input Specification**\n" + list(inputs) + "\n**Output Specification**\n"
                + list(outputs);
    }

    private static String list(List<Parameter> parameters) {
        return parameters.isEmpty()
                ? "- none"
                : parameters.stream()
                        .map(parameter -> "- " + parameter.toText())
                        .collect(Collectors.joining("\n"));
    }
}
