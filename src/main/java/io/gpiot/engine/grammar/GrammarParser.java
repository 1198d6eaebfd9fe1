package io.gpiot.engine.grammar;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.grammar.CharacterSet.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the grammar language of {@link Grammar}. */
final class GrammarParser {

    private static final String DEFINES = "::=";
    private static final int END = -1;

    private final String text;
    private int position;

    GrammarParser(String text) {
        this.text = text;
    }

    Map<String, Rule> parse() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        skipSpace();
        while (peek() != END) {
            int begin = position;
            String name = name();
            expect(DEFINES);
            if (rules.put(name, choice()) != null) {
                throw errorAt(begin, "rule '" + name + "' is defined twice");
            }
        }
        return rules;
    }

    private Rule choice() {
        List<Rule> alternatives = new ArrayList<>(List.of(sequence()));
        while (peek() == '|') {
            take();
            skipSpace();
            alternatives.add(sequence());
        }
        return alternatives.size() == 1 ? alternatives.getFirst() : Rule.choice(alternatives);
    }

    private Rule sequence() {
        List<Rule> parts = new ArrayList<>();
        while (peek() != END && peek() != '|' && peek() != ')' && !atDefinition()) {
            parts.add(repeated(atom()));
        }
        if (parts.isEmpty()) {
            throw error("expected a literal, a class, a rule's name or a group (write \"\" for the empty text)");
        }
        return parts.size() == 1 ? parts.getFirst() : Rule.sequence(parts);
    }

    /** The next rule begins where a name is followed by its sign. */
    private boolean atDefinition() {
        if (!nameCharacter(peek())) {
            return false;
        }
        int before = position;
        name();
        boolean defines = text.startsWith(DEFINES, position);
        position = before;
        return defines;
    }

    private Rule atom() {
        return switch (peek()) {
            case '"' -> literal();
            case '[' -> characterClass();
            case '(' -> {
                take();
                skipSpace();
                Rule group = choice();
                expect(")");
                yield group;
            }
            default -> Rule.reference(name());
        };
    }

    private Rule repeated(Rule atom) {
        Rule rule = atom;
        while (true) {
            switch (peek()) {
                case '?' -> rule = Rule.optional(rule);
                case '*' -> rule = Rule.repeat(rule, 0, Rule.UNBOUNDED);
                case '+' -> rule = Rule.repeat(rule, 1, Rule.UNBOUNDED);
                case '{' -> {
                    rule = counted(rule);
                    continue;
                }
                default -> {
                    return rule;
                }
            }
            take();
            skipSpace();
        }
    }

    /** <code>{n}</code>, <code>{n,}</code> or <code>{m,n}</code>. */
    private Rule counted(Rule body) {
        int begin = position;
        expect("{");
        int min = number();
        int max = min;
        if (peek() == ',') {
            take();
            skipSpace();
            max = peek() == '}' ? Rule.UNBOUNDED : number();
        }
        expect("}");
        if (min > max || max < 1) {
            throw errorAt(begin, "a repeat needs 0 <= min <= max and max >= 1, was {" + min + "," + max + "}");
        }
        return Rule.repeat(body, min, max);
    }

    private int number() {
        int begin = position;
        while (peek() >= '0' && peek() <= '9') {
            take();
        }
        String digits = text.substring(begin, position);
        if (digits.isEmpty() || digits.length() > 9) {
            throw errorAt(begin, "expected a number of at most 9 digits");
        }
        skipSpace();
        return Integer.parseInt(digits);
    }

    private Rule literal() {
        int begin = position;
        take();
        StringBuilder literal = new StringBuilder();
        while (peek() != '"') {
            refuseLineEnd(begin, "literal", "\"");
            literal.appendCodePoint(character());
        }
        take();
        skipSpace();
        return Rule.literal(literal.toString());
    }

    private Rule characterClass() {
        int begin = position;
        take();
        boolean negated = peek() == '^';
        if (negated) {
            take();
        }
        List<Range> ranges = new ArrayList<>();
        while (peek() != ']') {
            refuseLineEnd(begin, "character class", "]");
            int from = character();
            int to = from;
            if (peek() == '-' && position + 1 < text.length() && text.charAt(position + 1) != ']') {
                take();
                to = character();
            }
            if (from > to) {
                throw errorAt(begin, "a range in this class falls instead of rising");
            }
            ranges.add(new Range(from, to));
        }
        take();
        skipSpace();
        CharacterSet set = new CharacterSet(ranges);
        if (negated ? set.negate().isEmpty() : set.isEmpty()) {
            throw errorAt(begin, "a character class must hold at least one character");
        }
        return Rule.oneOf(negated ? set.negate() : set);
    }

    private void refuseLineEnd(int begin, String what, String closing) {
        if (peek() == END || peek() == '\n') {
            throw errorAt(begin, "this " + what + " lacks its closing " + closing + " on the same line");
        }
    }

    /** One character, escaped or not. */
    private int character() {
        if (peek() != '\\') {
            return take();
        }
        int begin = position;
        take();
        if (peek() == END) {
            throw errorAt(begin, "an escape lacks its character");
        }
        int escaped = take();
        return switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '"', '\\', '[', ']', '-', '^' -> escaped;
            case 'x' -> hexadecimal(begin, position, position + 2, 0);
            case 'u' -> {
                int close = text.indexOf('}', position);
                if (peek() != '{' || close < 0) {
                    throw errorAt(begin, "expected braces around the character's number");
                }
                yield hexadecimal(begin, position + 1, close, 1);
            }
            default -> throw errorAt(begin, "unknown escape \\" + Character.toString(escaped));
        };
    }

    private int hexadecimal(int begin, int from, int to, int closing) {
        String digits = to <= text.length() ? text.substring(from, to) : "";
        if (!digits.matches("[0-9a-fA-F]{1,6}")
                || !Character.isValidCodePoint(Integer.parseInt(digits, 16))
                || (Integer.parseInt(digits, 16) >= Character.MIN_SURROGATE
                        && Integer.parseInt(digits, 16) <= Character.MAX_SURROGATE)) {
            throw errorAt(begin, "expected a character's number in hexadecimal");
        }
        position = to + closing;
        return Integer.parseInt(digits, 16);
    }

    private String name() {
        int begin = position;
        while (nameCharacter(peek())) {
            take();
        }
        if (begin == position) {
            throw error("expected a rule's name");
        }
        String name = text.substring(begin, position);
        skipSpace();
        return name;
    }

    private static boolean nameCharacter(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }

    private void expect(String sign) {
        if (!text.startsWith(sign, position)) {
            throw error("expected '" + sign + "'");
        }
        position += sign.length();
        skipSpace();
    }

    private void skipSpace() {
        while (Character.isWhitespace(peek()) || peek() == '#') {
            if (peek() == '#') {
                int line = text.indexOf('\n', position);
                position = line < 0 ? text.length() : line;
            } else {
                take();
            }
        }
    }

    private int peek() {
        return position < text.length() ? text.codePointAt(position) : END;
    }

    private int take() {
        int c = text.codePointAt(position);
        position += Character.charCount(c);
        return c;
    }

    private GpiotException error(String what) {
        return errorAt(position, what);
    }

    private GpiotException errorAt(int where, String what) {
        String before = text.substring(0, where);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = where - before.lastIndexOf('\n');
        return GpiotException.user("grammar, line " + line + ", column " + column + ": " + what);
    }
}
