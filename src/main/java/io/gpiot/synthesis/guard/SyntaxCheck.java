package io.gpiot.synthesis.guard;

import io.gpiot.synthesis.guard.Objection.Kind;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Python's parser refuses: what the tree marks as wrong, and some of what its lenient grammar lets through. */
final class SyntaxCheck {

    private SyntaxCheck() {}

    /** @param from only nodes from here on can be at fault: what stands before was right */
    static @Nullable Objection check(Node program, int from) {
        Objection[] first = new Objection[1];
        program.visit(node -> {
            if (first[0] == null) {
                first[0] = objection(node, from);
            }
        });
        return first[0];
    }

    private static @Nullable Objection objection(Node node, int from) {
        if (node.is("ERROR")) {
            return wrong("this is not Python: " + shown(node), Math.max(from, node.start));
        }
        if (node.missing) {
            return wrong("'" + node.type + "' is missing", Math.max(from, node.start));
        }
        if (node.start < from) {
            return null;
        }
        return switch (node.type) {
            case "print_statement", "exec_statement" -> wrong("a statement of Python 2", node.start);
            case "return_statement" -> within(node, "return", "function_definition");
            case "break_statement" -> inLoop(node, "break");
            case "continue_statement" -> inLoop(node, "continue");
            case "argument_list" -> order(node);
            case "parameters", "lambda_parameters" -> defaults(node);
            case "wildcard_import" ->
                node.around("function_definition", "class_definition") == null
                        ? null
                        : wrong("import * stands within a function", node.start);
            case "integer" ->
                node.text().matches("0[0-9_]*[1-9].*|.*[lL]") ? wrong("a number of Python 2", node.start) : null;
            case "augmented_assignment" ->
                node.children.getFirst().is("pattern_list", "tuple_pattern", "list_pattern")
                        ? wrong("an operation that assigns to several names", node.start)
                        : null;
            default -> null;
        };
    }

    private static @Nullable Objection within(Node node, String word, String around) {
        return node.around(around) == null ? wrong(word + " outside a function", node.start) : null;
    }

    private static @Nullable Objection inLoop(Node node, String word) {
        Node around = node.around("for_statement", "while_statement", "function_definition", "class_definition");
        return around == null || around.is("function_definition", "class_definition")
                ? wrong(word + " outside a loop", node.start)
                : null;
    }

    private static @Nullable Objection order(Node arguments) {
        boolean keyword = false;
        Set<String> given = new HashSet<>();
        for (Node argument : arguments.children) {
            if (argument.is("keyword_argument")) {
                keyword = true;
                Node name = argument.child("name");
                if (name != null && !given.add(name.text())) {
                    return wrong("the keyword " + name.text() + " is given twice", argument.start);
                }
            } else if (keyword && !argument.is("list_splat", "dictionary_splat", "comment")) {
                return wrong("a positional argument after a keyword", argument.start);
            }
        }
        return null;
    }

    /** After a default value all have one, up to a star. */
    private static @Nullable Objection defaults(Node parameters) {
        boolean seen = false;
        for (Node parameter : parameters.children) {
            if (parameter.is("default_parameter", "typed_default_parameter")) {
                seen = true;
            } else if (seen && parameter.is("identifier", "typed_parameter")) {
                boolean splat = !parameter.children.isEmpty()
                        && parameter.children.getFirst().is("list_splat_pattern", "dictionary_splat_pattern");
                return splat ? null : wrong("a parameter without a default after one with it", parameter.start);
            } else if (!parameter.is("identifier", "typed_parameter", "comment")) {
                return null; // a star: what follows is named
            }
        }
        return null;
    }

    private static String shown(Node node) {
        String text = node.text().strip().lines().findFirst().orElse("");
        return text.length() > 60 ? text.substring(0, 60) : text;
    }

    private static Objection wrong(String reason, int at) {
        return new Objection(Kind.SYNTAX, reason, at);
    }
}
