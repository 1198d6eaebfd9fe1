package io.gpiot.synthesis.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a program's function returns, changed in its text: a list made an array, a part taken out of a tuple. */
public final class Returns {

    private static final String ALIAS = "np";
    private static final String MODULE = "numpy";

    private Returns() {}

    /** Makes an array of a value. */
    public static String asArray(String value) {
        return ALIAS + ".asarray(" + value + ")";
    }

    /** Takes one of a value's parts. @param number from 0 */
    public static UnaryOperator<String> part(int number) {
        return value -> "(" + value + ")[" + number + "]";
    }

    /**
     * The program with other expressions in place of those that it returns.
     *
     * @param function defined once, at the program's margin
     * @param count of values that it returns
     * @param changes by the number of the value, from 0: the new text of an expression
     * @return empty where a value cannot be told apart in the text, or {@code np} means something else there
     */
    public static Optional<String> changed(
            String program, String function, int count, Map<Integer, UnaryOperator<String>> changes) {
        List<Node> values = new ArrayList<>();
        for (Node statement : Node.parse(program).children) {
            Node name = statement.is("function_definition") ? statement.child("name") : null;
            if (name != null && name.text().equals(function)) {
                returned(statement, statement, values);
            }
        }
        Map<Node, UnaryOperator<String>> wrapped = new LinkedHashMap<>();
        for (Node value : values) {
            List<Node> parts = count == 1 ? List.of(value) : parts(value);
            if (parts.size() != count) {
                return Optional.empty();
            }
            new TreeMap<>(changes).forEach((number, change) -> wrapped.put(parts.get(number), change));
        }
        return wrapped.isEmpty() ? Optional.empty() : withImport(wrap(program, wrapped));
    }

    /** In the text's order; what functions and lambdas within it return is theirs. */
    private static void returned(Node node, Node function, List<Node> values) {
        if (node != function && node.is("function_definition", "class_definition", "lambda")) {
            return;
        }
        if (node.is("return_statement") && !node.children.isEmpty()) {
            values.add(node.children.getFirst());
        }
        node.children.forEach(child -> returned(child, function, values));
    }

    private static List<Node> parts(Node value) {
        return value.is("expression_list", "tuple") ? value.children : List.of();
    }

    private static String wrap(String program, Map<Node, UnaryOperator<String>> changes) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Map.Entry<Node, UnaryOperator<String>> change : changes.entrySet()) {
            Node node = change.getKey();
            boolean bare = node.is("expression_list"); // `return a, b` of one value: a tuple without its brackets
            String inner = program.substring(node.start, node.end);
            text.append(program, at, node.start).append(change.getValue().apply(bare ? "(" + inner + ")" : inner));
            at = node.end;
        }
        return text.append(program.substring(at)).toString();
    }

    private static Optional<String> withImport(String program) {
        if (!program.contains(ALIAS + ".")) {
            return Optional.of(program);
        }
        ProgramOutline outline = ProgramOutline.of(program);
        boolean there = outline.imports().stream()
                .anyMatch(each -> each.bound().equals(ALIAS)
                        && each.module().isEmpty()
                        && each.name().equals(MODULE));
        boolean otherwise =
                outline.parts().stream().anyMatch(part -> part.bound().contains(ALIAS))
                        || outline.imports().stream()
                                        .filter(each -> each.bound().equals(ALIAS))
                                        .count()
                                > (there ? 1 : 0);
        if (otherwise) {
            return Optional.empty();
        }
        return Optional.of(there ? program : "import " + MODULE + " as " + ALIAS + "\n" + program);
    }
}
