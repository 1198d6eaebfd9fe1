package io.gpiot.engine.grammar;

import org.jspecify.annotations.Nullable;

/**
 * Who waits for the running rule to end: a call (goes on at {@code call.next()}) or a loop. Frames are shared and made
 * once for each content, so equal frames are the same object within one generation of an automaton.
 *
 * @param id its number
 * @param waiting a {@link Node.Call} or {@link Node.Loop}; null at {@link #BOTTOM}, the whole grammar's end
 * @param mustRun how many more turns a loop must make after this one
 * @param mayRun how many more turns a loop may make after this one; {@link Rule#UNBOUNDED} stays so
 */
record Frame(
        int id,
        @Nullable Node waiting,
        int mustRun,
        int mayRun,
        @Nullable Frame below) {

    static final Frame BOTTOM = new Frame(0, null, 0, 0, null);
    /** Stands for frames that were cut off: what goes on here is not known. */
    static final Frame OPEN = new Frame(1, null, 0, 0, null);
    /** The first number for other frames. */
    static final int FIRST_ID = 2;

    /** Identity is content here: see above. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
