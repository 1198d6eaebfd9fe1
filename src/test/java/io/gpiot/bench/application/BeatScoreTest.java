package io.gpiot.bench.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeatScoreTest {

    @Test
    void theToleranceIsIncludedAndNotExceeded() {
        int[] beats = {1000, 2000};
        assertEquals(new BeatScore(2, 0, 0), BeatScore.of(beats, new int[] {1054, 1946}, 360));
        assertEquals(new BeatScore(0, 2, 2), BeatScore.of(beats, new int[] {1055, 1945}, 360));
    }

    @Test
    void aBeatIsMatchedOnceAndDoubleDetectionsAreExtra() {
        assertEquals(new BeatScore(1, 0, 2), BeatScore.of(new int[] {500}, new int[] {499, 500, 501}, 360));
    }

    @Test
    void nothingDetectedOrNothingThereIsNoShareOfAnything() {
        BeatScore none = BeatScore.of(new int[] {5}, new int[0], 360);
        assertEquals(new BeatScore(0, 1, 0), none);
        assertEquals(0, none.precision() + none.recall() + none.f1());
        assertFalse(Double.isNaN(BeatScore.of(new int[0], new int[0], 360).f1()));
    }

    @Test
    void sharesFollowFromTheCounts() {
        BeatScore score = BeatScore.sum(List.of(new BeatScore(90, 10, 0), new BeatScore(90, 10, 60)));
        assertEquals(180 / 240.0, score.precision(), 1e-12);
        assertEquals(180 / 200.0, score.recall(), 1e-12);
        assertEquals(2 * 0.75 * 0.9 / (0.75 + 0.9), score.f1(), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noMatchingIsLarger(long seed) {
        Random random = new Random(seed);
        int[] truth = random.ints(40, 0, 3000).toArray();
        int[] detected = random.ints(35 + (int) seed, 0, 3000).toArray();
        assertEquals(
                largestMatching(truth, detected, 54),
                BeatScore.of(truth, detected, 360).matched());
    }

    /** The naive twin: augmenting paths over all pairs that are close enough. */
    private static int largestMatching(int[] truth, int[] detected, int tolerance) {
        int[] owner = new int[detected.length];
        Arrays.fill(owner, -1);
        int size = 0;
        for (int beat = 0; beat < truth.length; beat++) {
            if (augment(beat, truth, detected, tolerance, owner, new boolean[detected.length])) {
                size++;
            }
        }
        return size;
    }

    private static boolean augment(int beat, int[] truth, int[] detected, int tolerance, int[] owner, boolean[] seen) {
        for (int place = 0; place < detected.length; place++) {
            if (!seen[place] && Math.abs(truth[beat] - detected[place]) <= tolerance) {
                seen[place] = true;
                if (owner[place] < 0 || augment(owner[place], truth, detected, tolerance, owner, seen)) {
                    owner[place] = beat;
                    return true;
                }
            }
        }
        return false;
    }
}
