package io.gpiot.engine.sampling;

import java.util.List;

/**
 * Cuts a stream of text before the first stop string. Text that may still turn out to be the beginning of a stop string
 * is held back. What comes out does not depend on where the pieces' borders lie: the stop string whose last character
 * comes first wins, the longest of them where several end there. Not thread-safe: one instance a row.
 */
public final class StopDetector {

    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    /** @param stops not empty strings; may be none */
    public StopDetector(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /** Takes more text and gives what can be shown of all text so far. Nothing comes after a stop string. */
    public String push(String piece) {
        StringBuilder free = new StringBuilder();
        for (int i = 0; i < piece.length() && !stopped; i++) {
            held.append(piece.charAt(i));
            int longest = longestStopAtEnd();
            if (longest > 0) {
                stopped = true;
                free.append(held, 0, held.length() - longest);
                held.setLength(0);
            } else {
                int freed = held.length() - longestBeginningAtEnd();
                free.append(held, 0, freed);
                held.delete(0, freed);
            }
        }
        return free.toString();
    }

    /** Whether a stop string was met: the row ends. */
    public boolean stopped() {
        return stopped;
    }

    /** At the text's end: gives what was held back. */
    public String finish() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    private int longestStopAtEnd() {
        int longest = 0;
        for (String stop : stops) {
            if (stop.length() > longest && endsWith(stop, stop.length())) {
                longest = stop.length();
            }
        }
        return longest;
    }

    private int longestBeginningAtEnd() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (endsWith(stop, length)) {
                    longest = length;
                }
            }
        }
        return longest;
    }

    /** Whether the held text ends with the first {@code length} characters of the string. */
    private boolean endsWith(String string, int length) {
        int from = held.length() - length;
        if (from < 0) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (held.charAt(from + i) != string.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
