package io.gpiot.synthesis.guard;

import io.gpiot.environment.api.ApiIndex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which names a program gives a meaning, wherever it does: scopes are not told apart, so that a name counts as defined
 * too often rather than too rarely, and as a module only where it is nothing else anywhere.
 */
final class Bindings {

    /** What an import gives a name: a module (then {@code name} is empty), or one of a module's names. */
    record Origin(String module, String name) {}

    private final ApiIndex index;
    private final Set<String> names = new HashSet<>();
    private final Set<String> otherwise = new HashSet<>();
    private final Map<String, Origin> imported = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final Set<String> attributes = new HashSet<>();
    private boolean anything;

    private Bindings(ApiIndex index) {
        this.index = index;
    }

    static Bindings of(Node program, ApiIndex index) {
        Bindings bindings = new Bindings(index);
        program.visit(bindings::look);
        return bindings;
    }

    /** The names that get a meaning in a part of a program, apart from those in one statement of it. */
    static Set<String> namesIn(Node part, Node apart, ApiIndex index) {
        Bindings bindings = new Bindings(index);
        part.visit(node -> {
            if (node.start < apart.start || node.end > apart.end) {
                bindings.look(node);
            }
        });
        return bindings.names;
    }

    /** Whether a star import may have defined any name. */
    boolean anything() {
        return anything;
    }

    /** Whether the program itself gives the name a meaning. */
    boolean binds(String name) {
        return anything || names.contains(name);
    }

    /** Whether the program gives an attribute a value, by its whole text such as {@code np.float}. */
    boolean gives(String attribute) {
        return attributes.contains(attribute);
    }

    boolean defines(String name) {
        return anything
                || names.contains(name)
                || index.builtins().contains(name)
                || name.startsWith("__") && name.endsWith("__");
    }

    /** All names that can be used. */
    Set<String> known() {
        Set<String> all = new HashSet<>(names);
        all.addAll(index.builtins());
        return all;
    }

    /** What an import says that the name is; null where it is, or may be, something else. */
    @Nullable
    Origin origin(String name) {
        return anything || otherwise.contains(name) || ambiguous.contains(name) ? null : imported.get(name);
    }

    private void look(Node node) {
        switch (node.type) {
            case "assignment", "augmented_assignment", "for_statement", "for_in_clause" -> {
                Node left = node.child("left");
                bind(left);
                if (left != null && left.is("attribute")) {
                    attributes.add(left.text());
                }
            }
            case "named_expression", "function_definition", "class_definition" -> bind(node.child("name"));
            case "type_alias_statement" -> bind(node.children.getFirst());
            case "parameters", "lambda_parameters" -> node.children.forEach(this::parameter);
            case "as_pattern_target" -> node.children.forEach(this::bind);
            case "as_pattern" -> bind(node.child("alias"));
            case "except_clause", "except_group_clause" -> node.children.forEach(this::exceptionName);
            case "global_statement", "nonlocal_statement" -> node.children.forEach(this::bind);
            case "case_pattern" -> bindAll(node);
            case "type_parameter" -> {
                if (node.parent != null && node.parent.is("function_definition", "class_definition")) {
                    bindAll(node); // else it is the bracket of a generic type
                }
            }
            case "import_statement" -> importModules(node);
            case "import_from_statement", "future_import_statement" -> importNames(node);
            default -> {}
        }
    }

    private void bindAll(Node node) {
        node.visit(inner -> {
            if (inner.is("identifier")) {
                bind(inner);
            }
        });
    }

    private void exceptionName(Node child) {
        // "except E as name" is an as_pattern in new grammars, and a plain second name in old ones
        if (child.is("identifier")) {
            names.add(child.text());
        }
    }

    private void parameter(Node parameter) {
        Node name = parameter.child("name");
        if (name != null) {
            bind(name);
        } else if (parameter.is("identifier")) {
            bind(parameter);
        } else if (!parameter.children.isEmpty()) {
            bind(parameter.children.getFirst());
        }
    }

    private void bind(@Nullable Node target) {
        if (target == null) {
            return;
        }
        if (target.is("identifier")) {
            names.add(target.text());
            otherwise.add(target.text());
        } else if (!target.is("attribute", "subscript", "call")) {
            target.children.forEach(this::bind);
        }
    }

    private void importModules(Node statement) {
        for (Node child : statement.children) {
            Node name = child.is("aliased_import") ? child.child("name") : child;
            Node alias = child.is("aliased_import") ? child.child("alias") : null;
            if (name == null) {
                continue;
            }
            String module = name.text();
            String top = module.split("\\.", 2)[0];
            give(alias == null ? top : alias.text(), new Origin(alias == null ? top : module, ""));
        }
    }

    private void importNames(Node statement) {
        Node from = statement.child("module_name");
        String module = from == null ? "__future__" : from.text();
        for (Node child : statement.children) {
            if (child.is("wildcard_import")) {
                anything = true;
            } else if (child.field.equals("name")) {
                Node name = child.is("aliased_import") ? child.child("name") : child;
                Node alias = child.is("aliased_import") ? child.child("alias") : null;
                if (name != null) {
                    give(alias == null ? name.text() : alias.text(), origin(module, name.text()));
                }
            }
        }
    }

    private Origin origin(String module, String name) {
        String below = module + "." + name;
        String other = index.module(module).map(found -> found.submodule(name)).orElse(null);
        if (other != null) {
            return new Origin(other, "");
        }
        boolean isOnlyModule =
                index.module(module).map(found -> found.names().get(name)).isEmpty();
        return isOnlyModule && index.module(below).isPresent() ? new Origin(below, "") : new Origin(module, name);
    }

    private void give(String name, Origin origin) {
        names.add(name);
        Origin before = imported.put(name, origin);
        if (before != null && !before.equals(origin)) {
            ambiguous.add(name);
        }
    }
}
