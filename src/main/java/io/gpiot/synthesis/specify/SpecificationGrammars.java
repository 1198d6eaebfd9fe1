package io.gpiot.synthesis.specify;

import io.gpiot.synthesis.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The shapes of RTSLM's answers, as grammar text. */
final class SpecificationGrammars {

    /**
     * One sentence; the line break lets a model end it that would rather go on. Without "The", "This" and "To" at its
     * begin, small models write a verb there instead of "The function for ... should".
     */
    static final String TARGET = """
            root ::= ([A-SU-Z] | "T" [a-gi-np-z]) [^\\n]{15,300} "\\n"?
            """;

    static final String OUTPUTS = """
            root ::= output ("\\n" output){0,1} "\\n"?
            output ::= "- " [a-z] [a-z0-9_]{1,30} " (" type "): " [A-Za-z0-9] [^\\n]{7,160}
            type ::= %s
            """.formatted(Arrays.stream(ValueType.values())
            .map(type -> '"' + type.python() + '"')
            .collect(Collectors.joining(" | ")));

    /** More would be a sign that the model only copies the list. */
    static final int MOST_INPUTS = 6;

    private SpecificationGrammars() {}

    /**
     * A choice of lines {@code - name} in the given order: no name twice, at least one of {@code needed}, which come
     * first, and at most {@link #MOST_INPUTS}. Rule {@code m}i chooses the first at i or later, {@code r}i{@code c}n the
     * rest after i when n are chosen.
     */
    static String inputs(List<String> needed, List<String> others) {
        List<String> names = new ArrayList<>(needed);
        names.addAll(others);
        StringBuilder text = new StringBuilder("root ::= m0\n");
        for (int i = 0; i < needed.size(); i++) {
            text.append("m%d ::= \"- %s\"%s".formatted(i, names.get(i), rest(i, 1, names.size())))
                    .append(i + 1 < needed.size() ? " | m" + (i + 1) : "")
                    .append('\n');
        }
        for (int chosen = 1; chosen < MOST_INPUTS; chosen++) {
            for (int i = chosen; i < names.size(); i++) {
                String after = rest(i, chosen + 1, names.size());
                String skip = rest(i, chosen, names.size());
                text.append("r%dc%d ::= (\"\\n- %s\"%s)%s%n"
                        .formatted(i, chosen, names.get(i), after, skip.isEmpty() ? "?" : " |" + skip));
            }
        }
        return text.toString();
    }

    /** The rule for what may follow name {@code i}, or nothing where nothing may. */
    private static String rest(int i, int chosen, int size) {
        return i + 1 < size && chosen < MOST_INPUTS ? " r" + (i + 1) + "c" + chosen : "";
    }
}
