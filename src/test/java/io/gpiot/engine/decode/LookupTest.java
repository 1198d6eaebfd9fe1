package io.gpiot.engine.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class LookupTest {

    @Test
    void whatFollowedTheLastTokensBeforeIsGuessed() {
        assertArrayEquals(new int[] {4, 5, 9}, guess(3, 1, 2, 3, 4, 5, 9, 1, 2, 3));
    }

    @Test
    void theLongerMatchCountsMoreThanTheLater() {
        assertArrayEquals(new int[] {7}, guess(1, 1, 2, 3, 7, 8, 2, 3, 9, 1, 2, 3));
    }

    @Test
    void amongEqualMatchesTheLatestCounts() {
        assertArrayEquals(new int[] {9}, guess(1, 2, 3, 7, 2, 3, 9, 8, 2, 3));
    }

    @Test
    void theGuessEndsWhereTheTextEnds() {
        assertArrayEquals(new int[] {5}, guess(6, 5, 5, 5, 5));
        assertArrayEquals(new int[] {}, guess(0, 1, 2, 1, 2));
        assertArrayEquals(new int[] {}, guess(3, 1, 2, 3, 4));
    }

    private static int[] guess(int most, int... tokens) {
        return Lookup.guess(tokens, tokens.length, most);
    }
}
