package io.gpiot.engine;

/**
 * Watches one row while it decodes, a line at a time: decoding goes on freely, and what turns out wrong is taken back and
 * drawn again with what began it excluded. Not thread-safe: one instance a row. What it says must follow from the text
 * alone, since lines are seen again after a roll-back.
 */
public interface LineGuard {

    /** Why the guard is asked. */
    enum Moment {
        /** The text ends with the end of a line. */
        LINE,
        /** A line has become long, and has not ended. */
        WITHIN_LINE,
        /** The answer ends here by itself: nothing follows. */
        END
    }

    sealed interface Verdict {}

    /** All is well up to here; it will not be taken back. */
    record Fine() implements Verdict {}

    /** Nothing can be said yet: a bracket or a string is open. Neither will it be shown yet. */
    record Unfinished() implements Verdict {}

    /**
     * The text since the last {@link Fine} cannot stay.
     *
     * @param kind a word, for counting
     * @param reason one line
     * @param at offset of the first character that is wrong
     */
    record Violation(String kind, String reason, int at) implements Verdict {}

    Verdict FINE = new Fine();
    Verdict UNFINISHED = new Unfinished();

    /** @param text the request's prefill and the answer so far, stop strings excluded */
    Verdict look(String text, Moment moment);

    /**
     * Begins the answer's last line: asked where its tokens run out, or where it would be given up. The row goes on from there,
     * and the answer ends with that line. No constraint is asked about these tokens.
     *
     * @param text prefill and answer up to the end of a line that is well
     * @return what must stand before the last line, and its beginning, such as an indented {@code return}; empty where the
     *     answer cannot be ended here
     */
    default String ending(String text) {
        return "";
    }
}
