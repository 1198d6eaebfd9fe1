package io.gpiot.synthesis.guard;

import io.gpiot.environment.api.ApiIndex;
import io.gpiot.synthesis.guard.Objection.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Names without a meaning. A function may call one that is defined further down: such a name is wrong at once only where
 * some library has it, for then its import was forgotten; else at the program's end.
 */
final class NameCheck {

    private final ApiIndex index;
    private final Bindings bindings;

    NameCheck(ApiIndex index, Bindings bindings) {
        this.index = index;
        this.bindings = bindings;
    }

    /** @param atEnd whether nothing follows the program */
    @Nullable
    Objection check(Node node, boolean atEnd) {
        if (!node.is("identifier") || !used(node) || bindings.defines(node.text())) {
            return null;
        }
        if (!atEnd && mayFollow(node) && !index.namesSomething(node.text())) {
            return null;
        }
        return UseCheck.missing(Kind.NAME, node.text() + " is not defined", node, bindings.known());
    }

    private static boolean mayFollow(Node node) {
        return node.field.equals("function") && node.around("function_definition", "lambda") != null;
    }

    /** Whether the identifier stands for its value, and is not an attribute's or a keyword's name. */
    static boolean used(Node node) {
        Node parent = node.parent;
        if (parent == null || node.missing || node.text().equals("_")) {
            return false;
        }
        if (parent.is("attribute") && node.field.equals("attribute")
                || parent.is("keyword_argument") && node.field.equals("name")
                || parent.is("dotted_name", "relative_import", "aliased_import", "keyword_pattern", "ERROR")) {
            return false;
        }
        Node type = node.around("type");
        boolean evaluated = type == null || type.parent == null || !type.parent.is("assignment");
        return evaluated && node.around("case_pattern", "type_alias_statement", "type_parameter") == null;
    }
}
