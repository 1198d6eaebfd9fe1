package io.gpiot.simulate.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowFilesTest {

    @TempDir
    Path folder;

    /** 3 classes x 10 groups; each window holds its own number. */
    private static Windows windows() {
        FloatArray numbers = FloatArray.zeros(30, 2, 2);
        for (int place = 0; place < numbers.values().length; place++) {
            numbers.values()[place] = place / 4;
        }
        int[] labels = IntStream.range(0, 30).map(row -> row / 10).toArray();
        int[] groups = IntStream.range(0, 30).map(row -> row % 10).toArray();
        return new Windows(Map.of("csi", numbers), labels, groups, List.of("a", "b", "c"));
    }

    @Test
    void arraysReadBackWithTheirShape() {
        FloatArray array = new FloatArray(new float[] {1, 2, 3, 4, 5, 6.5f}, 3, 1, 2);
        Npy.write(folder.resolve("a.npy"), array);
        FloatArray back = Npy.floats(folder.resolve("a.npy"));
        assertArrayEquals(array.shape(), back.shape());
        assertArrayEquals(array.values(), back.values());
        assertArrayEquals(
                new float[] {5, 6.5f, 1, 2}, back.rows(new int[] {2, 0}).values());
        assertThrows(IllegalArgumentException.class, () -> new FloatArray(new float[5], 2, 3));
    }

    @Test
    void theDataHoldNoLabelOfWhatIsTested() throws Exception {
        Windows windows = windows();
        Split split = Split.byGroup("late", windows, group -> group >= 7, 1);
        DataCase written = WindowFiles.write(windows, split, folder.resolve("data"), folder.resolve("truth"));
        try (var files = Files.list(written.data())) {
            assertEquals(
                    List.of("csi_test.npy", "csi_train.npy", "y_train.npy"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertFalse(written.truth().startsWith(written.data()));
        double[] answers = Npy.read(written.truth());
        FloatArray tested = Npy.floats(written.data().resolve("csi_test.npy"));
        assertArrayEquals(new int[] {9, 2, 2}, tested.shape());
        for (int row = 0; row < 9; row++) {
            int number = (int) tested.values()[row * 4];
            assertTrue(number % 10 >= 7);
            assertEquals(number / 10, (int) answers[row]);
        }
        assertFalse(Arrays.equals(answers, Arrays.stream(answers).sorted().toArray()), "the order tells the labels");
    }

    @Test
    void foldsTestEachWindowOnceAndKeepTheClassesShares() {
        Windows windows = windows();
        List<Split> folds = Split.folds("random-", windows, 5, 3);
        int[] tested = folds.stream()
                .flatMapToInt(fold -> Arrays.stream(fold.test()))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, 30).toArray(), tested);
        for (Split fold : folds) {
            assertEquals(24, fold.train().length);
            for (int label = 0; label < 3; label++) {
                int wanted = label;
                assertEquals(
                        2,
                        Arrays.stream(fold.test())
                                .filter(row -> row / 10 == wanted)
                                .count());
            }
        }
    }

    @Test
    void groupFoldsKeepGroupsWhole() {
        Windows windows = windows();
        List<Split> folds = Split.groupFolds("people-", windows, 4, 3);
        assertEquals(30, folds.stream().mapToInt(fold -> fold.test().length).sum());
        for (Split fold : folds) {
            List<Integer> test = Arrays.stream(fold.test())
                    .map(row -> row % 10)
                    .distinct()
                    .boxed()
                    .toList();
            assertTrue(Arrays.stream(fold.train()).noneMatch(row -> test.contains(row % 10)));
        }
    }

    @Test
    void aSplitThatLeavesNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Split.byGroup("none", windows(), group -> false, 1));
    }
}
