package io.gpiot.synthesis.guard;

import java.util.regex.Pattern;

/** Where a program is prepared for what the environment may not have: nothing is wrong there. */
final class Alternatives {

    /** Conditions on what the environment has. */
    private static final Pattern ASKS = Pattern.compile("\\b(hasattr|version_info|__version__|TYPE_CHECKING)\\b");

    private Alternatives() {}

    /** A failing import may be meant to be tried. */
    static boolean forgiven(Node statement) {
        return statement.around("try_statement") != null || depends(statement);
    }

    /** {@code try: name = module.attribute}: what follows may know another way. */
    static boolean triedOut(Node attribute) {
        return attribute.field.equals("right")
                && attribute.parent != null
                && attribute.parent.is("assignment")
                && forgiven(attribute);
    }

    /** Whether the program asks first what there is. */
    static boolean depends(Node node) {
        for (Node around = node.parent; around != null; around = around.parent) {
            Node condition = around.is("if_statement", "elif_clause") ? around.child("condition") : null;
            boolean asks = condition != null && ASKS.matcher(condition.text()).find()
                    || around.is("conditional_expression")
                            && ASKS.matcher(around.text()).find();
            if (asks) {
                return true;
            }
        }
        return false;
    }
}
