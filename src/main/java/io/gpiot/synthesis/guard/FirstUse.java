package io.gpiot.synthesis.guard;

import io.gpiot.environment.api.ApiIndex;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A local variable whose first value is computed from itself: {@code rest = total - rest} where nothing before gave it one. In a
 * function the name is local as soon as it is assigned to, whatever it means outside.
 */
final class FirstUse {

    private FirstUse() {}

    /** Looks at the assignments of a line, all of whose program up to it is there. */
    @Nullable
    static Objection check(Node tree, LogicalLine line, ApiIndex index) {
        Objection[] found = new Objection[1];
        tree.visit(node -> {
            boolean here = node.start >= line.start() && node.start < line.end();
            if (found[0] == null && here && node.is("assignment", "augmented_assignment")) {
                found[0] = check(node, index);
            }
        });
        return found[0];
    }

    private static @Nullable Objection check(Node assignment, ApiIndex index) {
        Node scope = assignment.around("function_definition", "class_definition", "lambda");
        Node value = assignment.child("right");
        if (scope == null
                || !scope.is("function_definition")
                || value == null
                || assignment.around("try_statement") != null
                || assignment.isConditionalInLoop("if_statement")) { // another branch may give the first value
            return null;
        }
        Set<String> targets = new HashSet<>();
        Node left = assignment.child("left");
        if (left != null) {
            targets(left, targets);
        }
        Node statement = assignment;
        while (statement.parent != null && statement.parent.is("assignment")) {
            statement = statement.parent;
        }
        Node whole = statement;
        targets.removeAll(Bindings.namesIn(scope, whole, index));
        if (targets.isEmpty()) {
            return null;
        }
        Objection[] found = new Objection[1];
        Node first = assignment.is("augmented_assignment") ? assignment : value;
        first.visit(node -> {
            boolean used = node.is("identifier") && targets.contains(node.text()) && !standsElsewhere(node, whole);
            if (found[0] == null && used) {
                found[0] = UseCheck.missing(
                        Objection.Kind.NAME, node.text() + " is used before it has a value", node, Set.of());
            }
        });
        return found[0];
    }

    private static void targets(Node target, Set<String> names) {
        if (target.is("identifier")) {
            names.add(target.text());
        } else if (!target.is("attribute", "subscript", "call")) {
            target.children.forEach(child -> targets(child, names));
        }
    }

    /** Whether the identifier is not that variable's value: another scope's name, a keyword, an attribute, a target. */
    private static boolean standsElsewhere(Node node, Node statement) {
        Node parent = node.parent;
        if (parent == null || !NameCheck.used(node)) {
            return true;
        }
        for (Node around = node; around != statement && around.parent != null; around = around.parent) {
            boolean ownScope = around.is(
                    "lambda",
                    "list_comprehension",
                    "set_comprehension",
                    "dictionary_comprehension",
                    "generator_expression",
                    "conditional_expression",
                    "boolean_operator");
            if (ownScope || around.field.equals("left") && around.parent.is("assignment")) {
                return true;
            }
        }
        return false;
    }
}
