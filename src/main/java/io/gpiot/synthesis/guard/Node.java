package io.gpiot.synthesis.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TreeSitterPython;

/** A node of a program's syntax tree, taken out of native memory. Offsets are characters of the text. */
final class Node {

    final String type;
    final int start;
    final int end;
    final boolean missing;
    /** Its role in its parent, or empty. */
    final String field;

    final @Nullable Node parent;
    final List<Node> children = new ArrayList<>();
    private final String source;

    private Node(TSNode from, String field, @Nullable Node parent, String source) {
        this.type = from.getType();
        this.start = from.getStartByte();
        this.end = from.getEndByte();
        this.missing = from.isMissing();
        this.field = field;
        this.parent = parent;
        this.source = source;
        for (int i = 0; i < from.getChildCount(); i++) {
            TSNode child = from.getChild(i);
            if (child.isNamed() || child.isMissing()) {
                String role = from.getFieldNameForChild(i);
                children.add(new Node(child, role == null ? "" : role, this, source));
            }
        }
    }

    /** Parses a program. Never fails: what is wrong becomes nodes of type ERROR, or missing ones. */
    static Node parse(String text) {
        TSParser parser = new TSParser();
        parser.setLanguage(new TreeSitterPython());
        String ascii = ascii(text);
        return new Node(parser.parseString(null, ascii).getRootNode(), "", null, ascii);
    }

    /** The parser counts bytes: with one byte a character its offsets are ours. */
    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            ascii.append(character < 128 ? character : Character.isLetter(character) ? 'x' : '?');
        }
        return ascii.toString();
    }

    String text() {
        return source.substring(start, end);
    }

    boolean is(String... types) {
        for (String one : types) {
            if (type.equals(one)) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    Node child(String role) {
        for (Node child : children) {
            if (child.field.equals(role)) {
                return child;
            }
        }
        return null;
    }

    /** The first node of that type around it, or null. */
    @Nullable
    Node around(String... types) {
        for (Node node = parent; node != null; node = node.parent) {
            if (node.is(types)) {
                return node;
            }
        }
        return null;
    }

    /** Whether one of these conditions is around it within a loop: what it depends on may come from another turn. */
    boolean isConditionalInLoop(String... conditions) {
        Node condition = around(conditions);
        return condition != null && condition.around("for_statement", "while_statement") != null;
    }

    /** Itself and everything below it, in the text's order. */
    void visit(Consumer<Node> visitor) {
        visitor.accept(this);
        for (Node child : children) {
            child.visit(visitor);
        }
    }
}
