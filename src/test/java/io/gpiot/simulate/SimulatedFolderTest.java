package io.gpiot.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.data.BeatAnnotations;
import io.gpiot.simulate.data.SensorData;
import io.gpiot.simulate.data.WfdbRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedFolderTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void theTruthLiesOutsideOfTheDataWhichAreLabelled(Simulator simulator) throws IOException {
        SimulatedFolder written = SimulatedFolder.write(simulator, 3, 3, folder.resolve("made"));
        assertFalse(written.truth().startsWith(written.data()));
        assertTrue(Files.size(written.truth()) > 50);
        assertTrue(written.label().origin().startsWith("simulated "));
        assertEquals(Optional.of(written.label()), SimulatedFolder.read(folder.resolve("made")));
        assertEquals(simulator, Simulator.of(simulator.id()));
        SensorData data = simulator.data(3, 3);
        assertTrue(data.simulated());
        assertFalse(data.cases().isEmpty());
    }

    @Test
    void theSameDataAreTakenAsTheyLieAndOthersAreRefused() throws IOException {
        Path made = folder.resolve("made");
        SimulatedFolder first = SimulatedFolder.write(Simulator.ECG, 1, 3, made);
        Path signal = made.resolve("ecg.dat");
        var written = Files.getLastModifiedTime(signal);
        assertEquals(first, SimulatedFolder.write(Simulator.ECG, 1, 3, made));
        assertEquals(written, Files.getLastModifiedTime(signal));
        assertThrows(GpiotException.class, () -> SimulatedFolder.write(Simulator.ECG, 2, 3, made));
        assertThrows(GpiotException.class, () -> SimulatedFolder.write(Simulator.CSI, 1, 3, made));

        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("mine.csv"), "1,2\n");
        assertThrows(GpiotException.class, () -> SimulatedFolder.write(Simulator.ECG, 1, 3, other));
        assertEquals(Optional.empty(), SimulatedFolder.read(other));
    }

    @Test
    void aWriteThatWasKilledIsDoneAgain() throws IOException {
        Path made = folder.resolve("made");
        SimulatedFolder first = SimulatedFolder.write(Simulator.ECG, 1, 3, made);
        Path label = made.resolve(".gpiot-simulated.json");
        Files.writeString(label, Files.readString(label).replace("\"complete\" : true", "\"complete\" : false"));
        Files.delete(made.resolve("ecg.dat"));
        assertEquals(first, SimulatedFolder.write(Simulator.ECG, 1, 3, made));
        assertTrue(Files.exists(made.resolve("ecg.dat")));
    }

    @Test
    void theBeatsOfAnEcgAreWhereItsTruthSays() {
        SimulatedFolder written = SimulatedFolder.write(Simulator.ECG, 9, 4, folder.resolve("made"));
        WfdbRecord record = WfdbRecord.read(written.data().resolve("ecg.hea"));
        int[] beats = BeatAnnotations.read(written.truth());
        assertEquals(360, record.rate());
        assertEquals(4 * 60 * 360, record.samples().length);
        assertTrue(beats.length > 4 * 45 && beats.length < 4 * 120, beats.length + " beats");
        for (int number = 1; number < beats.length; number++) {
            assertTrue(beats[number] - beats[number - 1] > 0.2 * 360);
        }
    }

    @Test
    void whatThereIsNotIsRefusedWithWhatThereIs() {
        String message =
                assertThrows(GpiotException.class, () -> Simulator.of("eeg")).getMessage();
        assertTrue(message.contains("eeg") && message.contains("ecg, csi, multimodal"), message);
        for (int size : new int[] {0, -1, 1_000_000}) {
            assertThrows(GpiotException.class, () -> Simulator.CSI.data(1, size));
        }
    }
}
