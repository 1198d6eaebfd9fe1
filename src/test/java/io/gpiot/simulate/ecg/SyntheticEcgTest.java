package io.gpiot.simulate.ecg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticEcgTest {

    @Test
    void theSameSeedGivesTheSameEcgAndAnotherOneAnother() {
        SyntheticEcg one = SyntheticEcg.generate(SyntheticEcg.Shape.HARD, 360, 30, 7);
        SyntheticEcg same = SyntheticEcg.generate(SyntheticEcg.Shape.HARD, 360, 30, 7);
        assertArrayEquals(one.millivolts(), same.millivolts());
        assertArrayEquals(one.rPeaks(), same.rPeaks());
        assertFalse(Arrays.equals(
                one.millivolts(),
                SyntheticEcg.generate(SyntheticEcg.Shape.HARD, 360, 30, 8).millivolts()));
    }

    @Test
    void aCleanEcgHasItsHighestPointsAtTheTruth() {
        SyntheticEcg ecg = SyntheticEcg.generate(SyntheticEcg.Shape.CLEAN, 360, 60, 1);
        assertEquals(70, ecg.rPeaks().length, 3);
        for (int peak : ecg.rPeaks()) {
            int highest = peak - 60;
            for (int place = peak - 60; place < peak + 60; place++) {
                highest = ecg.millivolts()[place] > ecg.millivolts()[highest] ? place : highest;
            }
            assertEquals(peak, highest, 2);
        }
    }

    @Test
    void beatsAreInOrderAndEctopicOnesComeEarly() {
        SyntheticEcg.Shape shape = new SyntheticEcg.Shape(
                60, 0, 0.2, SyntheticEcg.Morphology.USUAL, new SyntheticEcg.Disturbance(0, 0, 0, 0, 0));
        int[] peaks = SyntheticEcg.generate(shape, 100, 120, 5).rPeaks();
        int early = 0;
        for (int number = 1; number < peaks.length; number++) {
            assertTrue(peaks[number] > peaks[number - 1]);
            early += peaks[number] - peaks[number - 1] < 80 ? 1 : 0;
        }
        assertTrue(early > 10 && early < 45, early + " of " + peaks.length);
    }
}
