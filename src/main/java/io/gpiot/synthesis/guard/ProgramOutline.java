package io.gpiot.synthesis.guard;

import io.gpiot.environment.api.ApiIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What stands at a program's margin.
 *
 * @param imports one for each imported name
 * @param parts all else in its order: functions, classes, constants; comments before one belong to it
 * @param wrong why its statements must stay where they are, or empty: it is not Python, says {@code global}, or imports what
 *     only a module may import
 */
public record ProgramOutline(List<Import> imports, List<Part> parts, String wrong) {

    private static final ApiIndex NOTHING = new ApiIndex(new ApiIndex.Stored(List.of(), Map.of(), Map.of()));

    /**
     * An imported name.
     *
     * @param module empty for {@code import name}
     * @param alias empty where it keeps its name
     */
    public record Import(String module, String name, String alias) {

        /** What the program calls it. */
        public String bound() {
            return !alias.isEmpty() ? alias : module.isEmpty() ? name.split("\\.", 2)[0] : name;
        }

        private String named() {
            return alias.isEmpty() ? name : name + " as " + alias;
        }
    }

    /**
     * A statement that imports nothing.
     *
     * @param function its name, where it is a function without decorators; else empty
     * @param parameters of a function, as written
     * @param body of a function, without its docstring
     * @param indented its text, four columns further in; strings of several lines keep their lines
     * @param block whether it is a function, a class or another compound statement
     * @param bound names that get a meaning in it, wherever
     * @param free names that it takes from outside
     */
    public record Part(
            String function,
            String parameters,
            String body,
            String indented,
            boolean block,
            Set<String> bound,
            Set<String> free) {}

    public static ProgramOutline of(String program) {
        Node tree = Node.parse(program);
        List<Import> imports = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        int from = -1;
        for (int i = 0; i < tree.children.size(); i++) {
            Node node = tree.children.get(i);
            from = from < 0 ? node.start : from;
            if (node.is("comment")) {
                continue;
            }
            boolean noted = i + 1 < tree.children.size() && besides(node, tree.children.get(i + 1), program);
            i += noted ? 1 : 0;
            if (node.is("import_statement", "import_from_statement")) {
                imports.addAll(imports(node));
            } else if (!isDocstring(node)) {
                parts.add(part(node, from, tree.children.get(i).end, program));
            }
            from = -1;
        }
        return new ProgramOutline(List.copyOf(imports), List.copyOf(parts), wrong(tree));
    }

    /** Statements that import these, names of one module together. */
    public static List<String> statements(List<Import> imports) {
        List<String> statements = new ArrayList<>();
        imports.stream()
                .filter(each -> each.module().isEmpty())
                .forEach(each -> statements.add("import " + each.named()));
        imports.stream()
                .map(Import::module)
                .filter(module -> !module.isEmpty())
                .distinct()
                .forEach(module -> statements.add("from " + module + " import "
                        + imports.stream()
                                .filter(each -> each.module().equals(module))
                                .map(Import::named)
                                .collect(Collectors.joining(", "))));
        return statements;
    }

    private static String wrong(Node tree) {
        Set<String> found = new TreeSet<>();
        tree.visit(node -> {
            if (node.is("ERROR") || node.missing) {
                found.add("it is not Python");
            } else if (node.is("wildcard_import", "future_import_statement")) {
                found.add("it imports what only a module may import");
            } else if (node.is("global_statement")) {
                found.add("it says global");
            }
        });
        return String.join("; ", found);
    }

    private static List<Import> imports(Node statement) {
        Node from = statement.child("module_name");
        List<Import> imports = new ArrayList<>();
        for (Node child : statement.children) {
            Node name = child.is("aliased_import") ? child.child("name") : child;
            Node alias = child.is("aliased_import") ? child.child("alias") : null;
            if (child.field.equals("name") && name != null) {
                imports.add(
                        new Import(from == null ? "" : from.text(), name.text(), alias == null ? "" : alias.text()));
            }
        }
        return imports;
    }

    private static Part part(Node node, int from, int to, String program) {
        Node name = node.is("function_definition") ? node.child("name") : null;
        Node parameters = node.child("parameters");
        Node type = node.child("return_type");
        Set<String> bound = Bindings.of(node, NOTHING).known();
        Set<String> free = new HashSet<>();
        node.visit(each -> {
            if (each.is("identifier") && NameCheck.used(each) && !bound.contains(each.text())) {
                free.add(each.text());
            }
        });
        return new Part(
                name == null ? "" : name.text(),
                name == null || parameters == null ? "" : parameters.text(),
                name == null || parameters == null ? "" : body(node, type == null ? parameters : type, program),
                indented(node, from, to, program),
                node.is("function_definition", "class_definition", "decorated_definition")
                        || node.type.endsWith("_statement") && node.child("body") != null,
                bound,
                free);
    }

    /** A comment at the end of a statement's line. */
    private static boolean besides(Node statement, Node next, String program) {
        return next.is("comment") && program.indexOf('\n', statement.end) > next.start;
    }

    /** What follows the docstring, or the header where there is none. */
    private static String body(Node function, Node header, String program) {
        Node block = function.child("body");
        Node first = block == null || block.children.isEmpty() ? null : block.children.getFirst();
        int from = first != null && isDocstring(first) ? first.end : program.indexOf(':', header.end) + 1;
        return program.substring(Math.min(from, function.end), function.end);
    }

    private static boolean isDocstring(Node statement) {
        return statement.is("expression_statement")
                && statement.children.size() == 1
                && statement.children.getFirst().is("string", "concatenated_string");
    }

    private static String indented(Node node, int from, int to, String program) {
        List<Node> strings = new ArrayList<>();
        node.visit(each -> {
            if (each.is("string") && each.parent != null && !isDocstring(each.parent)) {
                strings.add(each);
            }
        });
        StringBuilder text = new StringBuilder();
        int at = from;
        while (at < to) {
            int end = program.indexOf('\n', at);
            int next = end < 0 || end >= to ? to : end + 1;
            int line = at;
            String content = program.substring(at, next);
            boolean within = strings.stream().anyMatch(each -> each.start < line && line < each.end);
            text.append(within || content.isBlank() ? "" : "    ").append(content);
            at = next;
        }
        return text.toString();
    }
}
