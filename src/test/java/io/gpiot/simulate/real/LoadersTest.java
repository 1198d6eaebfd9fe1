package io.gpiot.simulate.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.simulate.data.FloatArray;
import io.gpiot.simulate.data.Npy;
import io.gpiot.simulate.data.SensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made files in the layouts of the published recordings. */
class LoadersTest {

    @TempDir
    Path folder;

    private Path wiar() {
        int activities = 16;
        int repetitions = 6;
        FloatArray csi = FloatArray.zeros(activities * repetitions, 2, 3);
        int[] labels = new int[csi.length()];
        int[] takes = new int[csi.length()];
        for (int row = 0; row < csi.length(); row++) {
            Arrays.fill(csi.values(), 6 * row, 6 * row + 6, row);
            labels[row] = row / repetitions + 1;
            takes[row] = row % repetitions + 1;
        }
        Npy.write(folder.resolve("X.npy"), csi);
        Npy.write(folder.resolve("y.npy"), labels);
        Npy.write(folder.resolve("rep.npy"), takes);
        return folder;
    }

    private void checkWiar(SensorData data) {
        assertFalse(data.simulated());
        assertEquals(List.of("repetitions", "random-1", "random-2", "random-3", "random-4", "random-5"), data.cases());
        DataCase late = data.write("repetitions", folder.resolve("data"), folder.resolve("truth"));
        FloatArray test = Npy.floats(late.data().resolve("csi_test.npy"));
        double[] answers = Npy.read(late.truth());
        assertArrayEquals(new int[] {30, 2, 3}, test.shape());
        for (int row = 0; row < 30; row++) {
            int number = (int) test.values()[6 * row];
            assertTrue(number % 6 >= 4, "one of the last third of the repetitions");
            assertEquals(number / 6, (int) answers[row]);
            assertTrue(answers[row] < 15);
        }
    }

    @Test
    void wiarIsReadFromArraysInAFolder() {
        checkWiar(Wiar.data(wiar()));
    }

    @Test
    void wiarIsReadFromAnArchive() throws IOException {
        Path arrays = wiar();
        Path archives = Files.createDirectory(folder.resolve("archives"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(archives.resolve("wiar-90cm.npz")))) {
            for (String name : List.of("X", "y", "rep")) {
                zip.putNextEntry(new ZipEntry(name + ".npy"));
                zip.write(Files.readAllBytes(arrays.resolve(name + ".npy")));
            }
        }
        checkWiar(Wiar.data(archives));
        checkWiar(Wiar.data(archives.resolve("wiar-90cm.npz")));
    }

    @Test
    void uciHarIsReadFlatAndAsPublished() throws IOException {
        for (boolean flat : new boolean[] {true, false}) {
            Path root = Files.createDirectory(folder.resolve("uci-" + flat));
            Path signals = flat ? root : Files.createDirectories(root.resolve("test/Inertial Signals"));
            Path labels = flat ? root : root.resolve("test");
            String suffix = flat ? ".csv" : ".txt";
            for (String modality : List.of("total_acc", "body_acc", "body_gyro")) {
                for (String axis : List.of("x", "y", "z")) {
                    String lines = IntStream.range(0, 12)
                            .mapToObj(row -> flat ? row + ",1,2" : "  " + row + ".0e+000  1.0 2.0")
                            .collect(Collectors.joining("\n"));
                    Files.writeString(signals.resolve(modality + "_" + axis + "_test" + suffix), lines + "\n");
                }
            }
            Files.writeString(
                    labels.resolve("y_test" + suffix),
                    IntStream.range(0, 12).mapToObj(row -> "" + (row % 6 + 1)).collect(Collectors.joining("\n")));
            Files.writeString(
                    labels.resolve("subject_test.txt"),
                    IntStream.range(0, 12).mapToObj(row -> "" + (row / 3 + 2)).collect(Collectors.joining("\n")));
            assertTrue(UciHar.isIn(root));
            SensorData data = UciHar.data(root);
            assertTrue(data.origin().contains("stand-in for Harmony"));
            assertEquals(List.of("people-1", "people-2", "people-3"), data.cases());
            DataCase first = data.write("people-1", folder.resolve("d-" + flat), folder.resolve("t-" + flat));
            FloatArray test = Npy.floats(first.data().resolve("body_gyro_test.npy"));
            double[] answers = Npy.read(first.truth());
            assertArrayEquals(new int[] {6, 3, 3}, test.shape());
            for (int row = 0; row < 6; row++) {
                int number = (int) test.values()[9 * row];
                assertEquals(number % 6, (int) answers[row]);
                assertArrayEquals(new float[] {number, 1, 2}, Arrays.copyOfRange(test.values(), 9 * row, 9 * row + 3));
            }
        }
    }

    @Test
    void harmonyIsReadHomeByHomeAndLargeWindowsAreAveraged() throws IOException {
        for (int home = 0; home < 4; home++) {
            Path node = Files.createDirectory(folder.resolve("node_" + home));
            Npy.write(node.resolve("label.npy"), new int[] {1, 2, 3});
            for (int window = 0; window < 3; window++) {
                for (String modality : List.of("audio", "depth", "radar")) {
                    int side = modality.equals("depth") ? 112 : 4;
                    int frames = modality.equals("depth") ? 16 : 2;
                    FloatArray array = FloatArray.zeros(frames, side, side);
                    Arrays.fill(array.values(), 10 * home + window);
                    Files.createDirectories(node.resolve(modality));
                    Npy.write(node.resolve(modality).resolve(window + ".npy"), array);
                }
            }
        }
        assertTrue(Harmony.isIn(folder));
        SensorData data = Harmony.data(folder);
        assertEquals(List.of("homes-1", "homes-2", "homes-3"), data.cases());
        DataCase first = data.write("homes-1", folder.resolve("data"), folder.resolve("truth"));
        FloatArray depth = Npy.floats(first.data().resolve("depth_test.npy"));
        FloatArray audio = Npy.floats(first.data().resolve("audio_test.npy"));
        double[] answers = Npy.read(first.truth());
        assertArrayEquals(new int[] {6, 16, 28, 28}, depth.shape());
        assertArrayEquals(new int[] {6, 2, 4, 4}, audio.shape());
        for (int row = 0; row < 6; row++) {
            int number = (int) audio.values()[row * 32];
            assertEquals(number % 10, (int) answers[row]);
            assertEquals(number, depth.values()[row * depth.rowSize() + 77]);
            assertTrue(number / 10 == 0 || number / 10 == 3, "homes 0 and 3 are tested first");
        }
    }

    @Test
    void shrinkingAveragesTheLongestAxis() {
        FloatArray small = Shrinking.to(new FloatArray(new float[] {1, 3, 5, 7, 2, 4, 6, 8}, 2, 4), 4);
        assertArrayEquals(new int[] {2, 2}, small.shape());
        assertArrayEquals(new float[] {2, 6, 3, 7}, small.values());
    }

    @Test
    void aFolderWithoutTheRecordingsIsRefusedByItsName() {
        assertFalse(UciHar.isIn(folder));
        assertFalse(Harmony.isIn(folder));
        String message =
                assertThrows(GpiotException.class, () -> Wiar.data(folder)).getMessage();
        assertTrue(message.contains(folder.toString()), message);
    }
}
