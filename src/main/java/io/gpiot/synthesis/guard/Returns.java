package io.gpiot.synthesis.guard;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What a program's function returns, made into NumPy arrays where the program stands at a list. */
public final class Returns {

    private static final String ALIAS = "np";
    private static final String MODULE = "numpy";

    private Returns() {}

    /**
     * The program with {@code np.asarray} around returned values.
     *
     * @param function defined once, at the program's margin
     * @param count of values that it returns
     * @param arrays numbers of those that become arrays, from 0
     * @return empty where a value cannot be told apart in the text, or {@code np} means something else there
     */
    public static Optional<String> asArrays(String program, String function, int count, BitSet arrays) {
        List<Node> values = new ArrayList<>();
        for (Node statement : Node.parse(program).children) {
            Node name = statement.is("function_definition") ? statement.child("name") : null;
            if (name != null && name.text().equals(function)) {
                returned(statement, statement, values);
            }
        }
        List<Node> wrapped = new ArrayList<>();
        for (Node value : values) {
            List<Node> parts = count == 1 ? List.of(value) : parts(value);
            if (parts.size() != count) {
                return Optional.empty();
            }
            arrays.stream().mapToObj(parts::get).forEach(wrapped::add);
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

    private static String wrap(String program, List<Node> nodes) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Node node : nodes) {
            boolean bare = node.is("expression_list"); // `return a, b` of one value: a tuple without its brackets
            String inner = program.substring(node.start, node.end);
            text.append(program, at, node.start)
                    .append(ALIAS + ".asarray(")
                    .append(bare ? "(" + inner + ")" : inner)
                    .append(')');
            at = node.end;
        }
        return text.append(program.substring(at)).toString();
    }

    private static Optional<String> withImport(String program) {
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
