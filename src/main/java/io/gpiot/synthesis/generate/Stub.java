package io.gpiot.synthesis.generate;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import java.util.List;
import java.util.stream.Collectors;

/** How a program begins: the {@code def} line and a docstring, made of the specification so that no token is spent. */
final class Stub {

    private Stub() {}

    static String of(Specification specification) {
        return specification.signature() + "\n    \"\"\"" + plain(specification.target()) + "\n\n    Parameters\n"
                + "    ----------\n" + block(specification.inputs()) + "\n\n    Returns\n    -------\n"
                + block(specification.outputs()) + "\n    \"\"\"\n";
    }

    /** What {@code return} gives, in words. */
    static String returns(Specification specification) {
        List<Parameter> outputs = specification.outputs();
        return outputs.size() == 1
                ? outputs.getFirst().name()
                : "the tuple (" + outputs.stream().map(Parameter::name).collect(Collectors.joining(", ")) + ")";
    }

    private static String block(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> "    " + parameter.name() + " : "
                        + parameter.type().python() + "\n        " + plain(parameter.meaning()))
                .collect(Collectors.joining("\n"));
    }

    /** Text that can stand in a docstring. */
    private static String plain(String text) {
        return text.replace("\\", "/").replace("\"\"\"", "'''").replaceAll("\"$", "'");
    }
}
