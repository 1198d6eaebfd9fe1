package io.gpiot.synthesis.guard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a program into logical lines. It knows strings, comments and brackets, and nothing else of Python. */
final class LineScanner {

    /**
     * @param lines those that are complete
     * @param open whether another one has begun and needs more lines
     * @param objection a string or a bracket that cannot be right, or null
     */
    record Scan(
            List<LogicalLine> lines, boolean open, @Nullable Objection objection) {}

    private record Bracket(char kind, int at) {}

    private final String text;
    private final List<LogicalLine> lines = new ArrayList<>();
    private final Deque<Bracket> brackets = new ArrayDeque<>();
    private int at;
    private int start = -1;
    private int indent;
    private char lastSignificant;
    private @Nullable Objection objection;

    private LineScanner(String text) {
        this.text = text;
    }

    /** @param text ends with a line break, unless it is empty */
    static Scan scan(String text) {
        LineScanner scanner = new LineScanner(text);
        scanner.run();
        return new Scan(scanner.lines, scanner.start >= 0, scanner.objection);
    }

    private void run() {
        int column = 0;
        while (at < text.length() && objection == null) {
            char character = text.charAt(at);
            if (character == '\n') {
                lineBreak();
                column = 0;
                at++;
            } else if (character == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(character)) {
                column = character == '\t' ? column / 8 * 8 + 8 : column + 1;
                at++;
            } else {
                if (start < 0) {
                    start = at;
                    indent = column;
                }
                significant(character);
            }
        }
    }

    private void significant(char character) {
        lastSignificant = character;
        switch (character) {
            case '\'', '"' -> string(character);
            case '(', '[', '{' -> brackets.push(new Bracket(character, at++));
            case ')', ']', '}' -> close(character);
            case '\\' -> backslash();
            default -> at++;
        }
    }

    /** A backslash before a line break joins two lines. */
    private void backslash() {
        at += at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 2 : 1;
    }

    private void close(char character) {
        char opening = character == ')' ? '(' : character == ']' ? '[' : '{';
        if (brackets.isEmpty() || brackets.peek().kind() != opening) {
            objection = new Objection(Objection.Kind.SYNTAX, "'" + character + "' closes nothing", at);
            return;
        }
        brackets.pop();
        at++;
    }

    private void string(char quote) {
        int begin = at;
        String triple = String.valueOf(quote).repeat(3);
        boolean isTriple = text.startsWith(triple, at);
        at += isTriple ? 3 : 1;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '\\') {
                at += 2;
            } else if (isTriple ? text.startsWith(triple, at) : character == quote) {
                at += isTriple ? 3 : 1;
                return;
            } else if (character == '\n' && !isTriple) {
                objection = new Objection(Objection.Kind.SYNTAX, "the string does not end", begin);
                return;
            } else {
                at++;
            }
        }
        at = text.length(); // it goes on
    }

    private void lineBreak() {
        if (start < 0 || !brackets.isEmpty()) {
            return;
        }
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        boolean word = end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
        lines.add(
                new LogicalLine(start, at + 1, indent, word ? text.substring(start, end) : "", lastSignificant == ':'));
        start = -1;
    }
}
