package io.gpiot.engine.decode;

import java.util.Arrays;

/**
 * Guesses what comes next from what was there before: answers repeat the prompt's names and sentences, and programs their
 * own lines.
 */
final class Lookup {

    private static final int LONGEST_MATCH = 3;
    private static final int SHORTEST_MATCH = 2;
    private static final int[] NOTHING = {};

    private Lookup() {}

    /**
     * What followed the last tokens where they stood before, the latest place first.
     *
     * @param count of the tokens, from the array's start
     * @param most so many tokens
     */
    static int[] guess(int[] tokens, int count, int most) {
        for (int length = LONGEST_MATCH; length >= SHORTEST_MATCH && most > 0; length--) {
            for (int end = count - 1; end >= length; end--) {
                if (Arrays.equals(tokens, end - length, end, tokens, count - length, count)) {
                    return Arrays.copyOfRange(tokens, end, Math.min(end + most, count));
                }
            }
        }
        return NOTHING;
    }
}
