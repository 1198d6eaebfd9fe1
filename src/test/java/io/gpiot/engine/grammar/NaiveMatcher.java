package io.gpiot.engine.grammar;

import io.gpiot.engine.grammar.CharacterSet.Range;
import io.gpiot.engine.grammar.Rule.Choice;
import io.gpiot.engine.grammar.Rule.Literal;
import io.gpiot.engine.grammar.Rule.OneOf;
import io.gpiot.engine.grammar.Rule.Reference;
import io.gpiot.engine.grammar.Rule.Repeat;
import io.gpiot.engine.grammar.Rule.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;

/** The oracle: a plain backtracking matcher over characters, straight from the rules, with no states and no memory. */
final class NaiveMatcher {

    private interface Rest {
        void at(int position);
    }

    private final Map<String, Rule> rules;
    private int[] text = {};
    private boolean wantsMore;
    private boolean matches;

    NaiveMatcher(Map<String, Rule> rules) {
        this.rules = rules;
    }

    /** Whether the bytes are a whole text of the grammar. */
    boolean matches(byte[] bytes) {
        if (wholeCharacters(bytes) != bytes.length) {
            return false;
        }
        run(new String(bytes, StandardCharsets.UTF_8));
        return matches;
    }

    /** Whether some text of the grammar begins with the bytes, which may end inside a character. */
    boolean begins(byte[] bytes) {
        int whole = wholeCharacters(bytes);
        if (whole < 0) {
            return false;
        }
        String before = new String(bytes, 0, whole, StandardCharsets.UTF_8);
        if (whole == bytes.length) {
            run(before);
            return wantsMore || matches;
        }
        return lastCharacters(Arrays.copyOfRange(bytes, whole, bytes.length)).stream()
                .anyMatch(character -> {
                    run(before + Character.toString(character));
                    return wantsMore || matches;
                });
    }

    private void run(String input) {
        text = input.codePoints().toArray();
        wantsMore = false;
        matches = false;
        match(rules.get(Grammar.START), 0, end -> matches |= end == text.length);
    }

    private void match(Rule rule, int position, Rest rest) {
        switch (rule) {
            case Literal(String literal) -> literal(literal.codePoints().toArray(), 0, position, rest);
            case OneOf(CharacterSet set) -> {
                if (position == text.length) {
                    wantsMore = true;
                } else if (set.contains(text[position])) {
                    rest.at(position + 1);
                }
            }
            case Choice choice -> choice.alternatives().forEach(part -> match(part, position, rest));
            case Sequence sequence -> parts(sequence, 0, position, rest);
            case Repeat repeat -> turns(repeat, 0, position, rest);
            case Reference(String name) -> match(rules.get(name), position, rest);
        }
    }

    private void literal(int[] literal, int index, int position, Rest rest) {
        if (index == literal.length) {
            rest.at(position);
        } else if (position == text.length) {
            wantsMore = true;
        } else if (literal[index] == text[position]) {
            literal(literal, index + 1, position + 1, rest);
        }
    }

    private void parts(Sequence sequence, int index, int position, Rest rest) {
        if (index == sequence.parts().size()) {
            rest.at(position);
        } else {
            match(sequence.parts().get(index), position, end -> parts(sequence, index + 1, end, rest));
        }
    }

    private void turns(Repeat repeat, int done, int position, Rest rest) {
        if (done >= repeat.min()) {
            rest.at(position);
        }
        if (done < repeat.max()) {
            match(repeat.body(), position, end -> {
                if (end > position) {
                    turns(repeat, done + 1, end, rest);
                } else if (done < repeat.min()) {
                    // Where one turn can be empty, so can all that are still due.
                    rest.at(position);
                }
            });
        }
    }

    /** How many bytes are whole characters, or -1 where the bytes cannot be the beginning of UTF-8 text. */
    private static int wholeCharacters(byte[] bytes) {
        int position = 0;
        while (position < bytes.length) {
            int length = lengthOf(bytes[position] & 0xFF);
            if (length == 0) {
                return -1;
            }
            if (position + length > bytes.length) {
                return lastCharacters(
                                        Arrays.copyOfRange(bytes, position, bytes.length),
                                        CharacterSet.of("").negate())
                                .isEmpty()
                        ? -1
                        : position;
            }
            byte[] character = Arrays.copyOfRange(bytes, position, position + length);
            if (!Arrays.equals(
                    character, new String(character, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))) {
                return -1;
            }
            position += length;
        }
        return position;
    }

    private static int lengthOf(int first) {
        if (first < 0x80) {
            return 1;
        }
        return first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    }

    /** Every character that the grammar could tell apart and whose bytes begin with these. */
    private TreeSet<Integer> lastCharacters(byte[] tail) {
        TreeSet<Integer> found = new TreeSet<>();
        rules.values().forEach(rule -> collect(rule, tail, found));
        return found;
    }

    private static void collect(Rule rule, byte[] tail, TreeSet<Integer> into) {
        switch (rule) {
            case Literal(String literal) -> into.addAll(lastCharacters(tail, CharacterSet.of(literal)));
            case OneOf(CharacterSet set) -> into.addAll(lastCharacters(tail, set));
            case Choice choice -> choice.alternatives().forEach(part -> collect(part, tail, into));
            case Sequence sequence -> sequence.parts().forEach(part -> collect(part, tail, into));
            case Repeat repeat -> collect(repeat.body(), tail, into);
            case Reference r -> {}
        }
    }

    /** The lowest character of each range whose bytes begin with the tail. */
    private static TreeSet<Integer> lastCharacters(byte[] tail, CharacterSet set) {
        TreeSet<Integer> found = new TreeSet<>();
        for (Range range : set.ranges()) {
            // UTF-8 sorts like the characters themselves: so the first one not below the tail is the candidate.
            int low = range.from();
            int high = range.to();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (Arrays.compareUnsigned(bytes(middle), tail) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            byte[] candidate = bytes(low);
            if (candidate.length > tail.length && Arrays.equals(Arrays.copyOf(candidate, tail.length), tail)) {
                found.add(low);
            }
        }
        return found;
    }

    private static byte[] bytes(int character) {
        return Character.toString(character).getBytes(StandardCharsets.UTF_8);
    }
}
