package io.gpiot.bench.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.simulate.SimulatedFolder;
import io.gpiot.simulate.Simulator;
import io.gpiot.simulate.data.BeatAnnotations;
import io.gpiot.simulate.data.Npy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedTruthTest {

    @TempDir
    Path folder;

    @Test
    void whatWasSimulatedScoresOneAndNothingSavedScoresNothing() {
        SimulatedFolder made = SimulatedFolder.write(Simulator.ECG, 1, 3, folder.resolve("ecg"));
        SimulatedTruth truth = new SimulatedTruth(made);
        assertEquals("r_peaks", truth.result().name());
        assertEquals(Map.of(), truth.measures(folder));
        assertTrue(truth.lines(Map.of()).getFirst().contains("no program returned 'r_peaks'"));
        int[] beats = BeatAnnotations.read(made.truth());
        Npy.write(folder.resolve("r_peaks.npy"), beats);
        assertEquals(Map.of("precision", 1.0, "recall", 1.0, "F1", 1.0), truth.measures(folder));
        Npy.write(folder.resolve("r_peaks.npy"), Arrays.copyOf(beats, beats.length / 2));
        assertEquals(0.5, truth.measures(folder).get("recall"), 0.01);
    }

    @Test
    void classesOfAnotherNumberOfWindowsFindNothing() {
        SimulatedFolder made = SimulatedFolder.write(Simulator.CSI, 1, 3, folder.resolve("csi"));
        SimulatedTruth truth = new SimulatedTruth(made);
        double[] answers = Npy.read(made.truth());
        int[] found = Arrays.stream(answers).mapToInt(value -> (int) value).toArray();
        Npy.write(folder.resolve("y_pred.npy"), found);
        assertEquals(Map.of("accuracy, csi", 1.0), truth.measures(folder));
        Npy.write(folder.resolve("y_pred.npy"), new int[3]);
        assertEquals(Map.of("accuracy, csi", 0.0), truth.measures(folder));
    }
}
