package io.gpiot.synthesis.specify;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Answer;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines of RTSLM's answers; what the token limit cut off is left out. */
final class OutputParser {

    /** Where not even one line is whole: the name gets its sub-task's word where several have it. */
    private static final Parameter NAMELESS = new Parameter("result", ValueType.ARRAY, "what the function computes");

    private OutputParser() {}

    static List<Parameter> parse(Answer answer) {
        List<Parameter> outputs = new ArrayList<>();
        for (String line : answer.text().strip().lines().toList()) {
            try {
                outputs.add(Parameter.parse(line));
            } catch (GpiotException cutOff) {
                break;
            }
        }
        return outputs.isEmpty() ? List.of(NAMELESS) : outputs;
    }

    /** The existing values that an answer names, in the order of {@code existing}; its first where none is whole. */
    static List<Parameter> choose(Answer answer, List<Parameter> existing) {
        List<String> named = answer.text()
                .lines()
                .map(line -> line.replaceFirst("^- ", "").strip())
                .toList();
        List<Parameter> chosen =
                existing.stream().filter(value -> named.contains(value.name())).toList();
        return chosen.isEmpty() ? List.of(existing.getFirst()) : chosen;
    }
}
