package io.gpiot.synthesis.guard;

import io.gpiot.synthesis.guard.Objection.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The same lines again and again, or the same piece within a line: what a model does that has lost its way. */
final class Repetition {

    private static final int TIMES = 3;
    private static final int CALLS = 5;
    private static final int ELEMENTS = 10;
    private static final Pattern CALL = Pattern.compile("[\\w.]+\\(.*\\)");
    private static final int LONGEST_BLOCK = 6;
    /** Shorter ones, such as a bracket, an else or a row of zeros, say nothing. */
    private static final int LEAST_LETTERS = 3;

    private static final int LEAST_CHARACTERS = 6;

    private static final int LONGEST_PIECE = 60;
    private static final int LEAST_REPEATED = 150;

    private Repetition() {}

    private record Line(String text, int start) {}

    /** @param text ends with the line that is looked at, its line break included */
    static @Nullable Objection ofLines(String text) {
        List<Line> lines = lastLines(text);
        for (int block = 1; block <= LONGEST_BLOCK; block++) {
            if (repeats(lines, block)) {
                Line last = lines.getFirst();
                String what = block == 1 ? "the same line" : "the same " + block + " lines";
                return new Objection(Kind.REPETITION, what + " again and again: " + last.text(), last.start());
            }
        }
        return null;
    }

    /** The last lines that are not blank, the last first. */
    private static List<Line> lastLines(String text) {
        List<Line> lines = new ArrayList<>();
        int end = text.length();
        while (end > 0 && lines.size() < TIMES * LONGEST_BLOCK) {
            int start = text.lastIndexOf('\n', end - 2) + 1;
            String line = text.substring(start, end);
            if (!line.isBlank()) {
                int blanks = line.length() - line.stripLeading().length();
                lines.add(new Line(line.strip(), start + blanks));
            }
            end = start;
        }
        return lines;
    }

    /** Elements of a list, and calls that only do something, may well be equal a few times. */
    private static int times(String line) {
        if (line.endsWith(",")) {
            return ELEMENTS;
        }
        return CALL.matcher(line).matches() ? CALLS : TIMES;
    }

    private static boolean repeats(List<Line> lines, int block) {
        int times = block == 1 ? times(lines.isEmpty() ? "" : lines.getFirst().text()) : TIMES;
        if (lines.size() < times * block) {
            return false;
        }
        long letters = 0;
        long characters = 0;
        for (int i = 0; i < block; i++) {
            letters += lines.get(i).text().chars().filter(Character::isLetter).count();
            characters += lines.get(i).text().chars().filter(c -> c != ' ').count();
        }
        for (int i = block; i < times * block; i++) {
            if (!lines.get(i).text().equals(lines.get(i - block).text())) {
                return false;
            }
        }
        return letters >= LEAST_LETTERS && characters >= LEAST_CHARACTERS;
    }

    /** @param text ends within a line */
    static @Nullable Objection withinLine(String text) {
        int lineStart = text.lastIndexOf('\n') + 1;
        int end = text.length();
        for (int piece = 1; piece <= LONGEST_PIECE; piece++) {
            int from = end - piece;
            while (from > lineStart && text.charAt(from - 1) == text.charAt(from - 1 + piece)) {
                from--;
            }
            if (end - from >= Math.max(LEAST_REPEATED, TIMES * piece)) {
                return new Objection(
                        Kind.REPETITION,
                        "the same piece of a line again and again: "
                                + text.substring(end - piece, end).strip(),
                        Math.min(end - 1, from + 2 * piece));
            }
        }
        return null;
    }
}
