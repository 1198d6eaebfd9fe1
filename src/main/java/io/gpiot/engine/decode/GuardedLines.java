package io.gpiot.engine.decode;

import io.gpiot.engine.GuardReport;
import io.gpiot.engine.LineGuard;
import io.gpiot.engine.LineGuard.Moment;
import io.gpiot.engine.LineGuard.Violation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a row's guard has accepted, and which tokens it has excluded at which places. Where it objects, the row goes back
 * to the token that holds the first wrong character and this token is excluded there; after two objections to one line
 * to the line's first token, so that another line can be begun. It knows tokens by their places in the answer only.
 */
final class GuardedLines {

    static final int MOST_A_LINE = 4;
    static final int MOST_AN_ANSWER = 24;

    /** So often, in characters, a line that does not end is looked at. */
    static final int LONG_LINE = 200;

    private static final int AT_THE_MISTAKE = 2;

    /** Counted where an answer had to be ended. */
    private static final String UNENDED = "unended";

    private final LineGuard guard;
    private final String prefill;
    /** Characters of the answer after each token, those included that may belong to a stop string. */
    private int[] ends = new int[256];

    private final TreeMap<Integer, BitSet> excluded = new TreeMap<>();
    private final Map<String, Integer> prevented = new TreeMap<>();
    /** Where lines end that are accepted, in characters. */
    private final TreeSet<Integer> lineEnds = new TreeSet<>(Set.of(0));

    private int tokens;
    private int accepted;
    /** The most that was ever accepted: a line that is accepted again after a roll-back is no progress. */
    private int furthest;

    private int looked;
    private int objectionsToLine;
    private int objections;
    private int thrownAway;
    private String why = "";
    /** Tokens before this place were written by the ending, or stand before it: they are not taken back. */
    private int floor;

    private boolean ending;

    /**
     * The answer's last line begins here.
     *
     * @param kept so many tokens stay
     * @param text follows them
     */
    record Ending(int kept, String text) {}

    GuardedLines(LineGuard guard, String prefill) {
        this.guard = guard;
        this.prefill = prefill;
    }

    /** Another token. @param rawLength characters of the answer with it */
    void grown(int rawLength) {
        if (tokens == ends.length) {
            ends = Arrays.copyOf(ends, 2 * tokens);
        }
        ends[tokens++] = rawLength;
    }

    /**
     * Looks at each line that is new.
     *
     * @param text the answer so far
     * @param ended whether it ends here by itself
     */
    @Nullable
    Violation look(StringBuilder text, boolean ended) {
        for (int newline = text.indexOf("\n", looked); newline >= 0; newline = text.indexOf("\n", looked)) {
            Violation found = look(text.substring(0, newline + 1), Moment.LINE);
            if (found != null) {
                return found;
            }
        }
        int lineStart = text.lastIndexOf("\n") + 1;
        if (ended) {
            return look(text.toString(), Moment.END);
        }
        return text.length() - Math.max(looked, lineStart) >= LONG_LINE
                ? look(text.toString(), Moment.WITHIN_LINE)
                : null;
    }

    private @Nullable Violation look(String text, Moment moment) {
        looked = text.length();
        return switch (guard.look(prefill + text, moment)) {
            case LineGuard.Unfinished unfinished -> null;
            case Violation violation -> violation;
            case LineGuard.Fine fine -> {
                if (moment != Moment.WITHIN_LINE) {
                    accepted = text.length();
                    lineEnds.add(accepted);
                    if (accepted > furthest) {
                        furthest = accepted;
                        objectionsToLine = 0;
                    }
                }
                yield null;
            }
        };
    }

    /**
     * Takes an objection into account.
     *
     * @param text of the answer, stop string excluded
     * @param last the end token, where it was the last that was drawn, else -1
     * @param drawn the answer's tokens
     * @return how many tokens stay, or -1 where the answer is to be given up
     */
    int exclude(Violation violation, StringBuilder text, int last, int[] drawn) {
        prevented.merge(violation.kind(), 1, Integer::sum);
        why = violation.reason();
        objections++;
        objectionsToLine++;
        if (objectionsToLine > MOST_A_LINE || objections > MOST_AN_ANSWER) {
            return -1;
        }
        int at = violation.at() - prefill.length();
        int from = objectionsToLine <= AT_THE_MISTAKE ? at : Math.min(at, firstOfLine(text));
        int place = Math.max(floor, placeOf(Math.max(accepted, Math.min(from, text.length()))));
        if (place == tokens && last < 0) {
            place--; // nothing stands there: what comes before it led to it
        }
        if (place < Math.max(floor, placeOf(accepted))) {
            return -1; // nothing was written that could be another way
        }
        int wrong = place < tokens ? drawn[place] : last;
        // what was excluded after other tokens no longer counts
        excluded.tailMap(place, false).clear();
        excluded.computeIfAbsent(place, key -> new BitSet()).set(wrong);
        thrownAway += tokens - place + (last < 0 ? 0 : 1);
        tokens = place;
        looked = Math.min(looked, shown());
        acceptedUpTo(place == 0 ? 0 : ends[place - 1]);
        return place;
    }

    /** Whether the last line was accepted with the last character but blanks. */
    boolean atLineEnd(StringBuilder text) {
        return accepted > 0
                && accepted >= looked
                && text.substring(Math.min(accepted, text.length())).isBlank();
    }

    /** Whether the last line is being written. */
    boolean isEnding() {
        return ending;
    }

    /** Where the line that is not accepted begins, behind its indentation: another line may well have the same. */
    private int firstOfLine(StringBuilder text) {
        int first = Math.min(accepted, text.length());
        while (first < text.length() && (text.charAt(first) == ' ' || text.charAt(first) == '\t')) {
            first++;
        }
        return first;
    }

    private void acceptedUpTo(int most) {
        accepted = Math.min(accepted, most);
        lineEnds.tailSet(accepted, false).clear();
    }

    /**
     * Lets the answer end with the line that follows an accepted one, the last that leaves room for it.
     *
     * @param told characters that somebody has heard already: they stay
     * @param most tokens that may stay
     * @return null where it cannot: it has been tried, or the guard knows no ending
     */
    @Nullable
    Ending end(StringBuilder text, int told, int most) {
        if (ending) {
            return null;
        }
        for (int end : lineEnds.descendingSet()) {
            int place = placeOf(end);
            if ((place == 0 ? 0 : ends[place - 1]) < told) {
                return null;
            }
            if (end <= text.length() && place <= most) {
                String last = guard.ending(prefill + text.substring(0, end));
                if (!last.isEmpty()) {
                    return end(text, end, last);
                }
            }
        }
        return null;
    }

    private Ending end(StringBuilder text, int end, String last) {
        ending = true;
        int kept = placeOf(end);
        int from = kept == 0 ? 0 : ends[kept - 1];
        prevented.merge(UNENDED, 1, Integer::sum);
        thrownAway += tokens - kept;
        tokens = kept;
        looked = Math.min(looked, from);
        acceptedUpTo(from);
        objectionsToLine = 0;
        objections = 0;
        excluded.tailMap(kept, true).clear();
        return new Ending(kept, text.substring(from, end) + last);
    }

    /** The ending is written up to here; what follows can be another way. */
    void endingBegun() {
        floor = tokens;
    }

    /** The token that the character belongs to; the number of tokens where it is none's. */
    private int placeOf(int character) {
        int place = 0;
        while (place < tokens && ends[place] <= character) {
            place++;
        }
        return place;
    }

    /** What must not come next, or null. */
    @Nullable
    BitSet excluded() {
        return excluded.get(tokens);
    }

    /** How many characters will stay: whole lines, up to a token's end, since a token is taken back as a whole. */
    int shown() {
        int place = placeOf(accepted);
        return place == 0 ? 0 : ends[place - 1];
    }

    GuardReport report(boolean givenUp) {
        return new GuardReport(thrownAway, prevented, givenUp ? why : "");
    }
}
