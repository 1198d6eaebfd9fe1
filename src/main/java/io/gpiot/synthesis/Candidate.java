package io.gpiot.synthesis;

/**
 * One program that CGSLM wrote for a specification.
 *
 * @param subTask number of the specification, from 1
 * @param index counts candidates of one specification from 0, over all rounds; {@link #OWN} where the user wrote it
 * @param seed the draw's seed, so that it can be drawn again
 * @param tokens how many were generated
 */
public record Candidate(int subTask, int index, long seed, int tokens, String code, String documentation) {

    /** The index of a program that no model wrote. */
    public static final int OWN = -1;

    /** Such as {@code "candidate 3"}. */
    public String title() {
        return index == OWN ? "your own program" : "candidate " + index;
    }
}
