package io.gpiot.app.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        SyntheticEcg.Shape shape = new SyntheticEcg.Shape(60, 0, 0.2, 0, 0);
        int[] peaks = SyntheticEcg.generate(shape, 100, 120, 5).rPeaks();
        int early = 0;
        for (int number = 1; number < peaks.length; number++) {
            assertTrue(peaks[number] > peaks[number - 1]);
            early += peaks[number] - peaks[number - 1] < 80 ? 1 : 0;
        }
        assertTrue(early > 10 && early < 45, early + " of " + peaks.length);
    }

    @Test
    void aPlotIsWrittenAlsoWhereNothingWasDetected(@TempDir Path folder) throws Exception {
        SyntheticEcg ecg = SyntheticEcg.generate(SyntheticEcg.Shape.HARD, 360, 20, 2);
        Path png = folder.resolve("plot.png");
        HeartbeatPlot.write(ecg.toRecord("made"), ecg.rPeaks(), new int[] {-5, 99_999_999}, 2, 10, png);
        byte[] bytes = Files.readAllBytes(png);
        assertTrue(bytes.length > 5_000 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G');
    }
}
