package io.gpiot.simulate.real;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.data.FloatArray;
import io.gpiot.simulate.data.LabelledData;
import io.gpiot.simulate.data.SensorData;
import io.gpiot.simulate.data.Split;
import io.gpiot.simulate.data.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The test part of UCI-HAR's inertial signals as three modalities, each (n, 3, 128) at 50 Hz: total acceleration, body
 * acceleration, rotation. Files lie as published (test/Inertial Signals/NAME_test.txt) or flat as NAME_test.csv.
 */
public final class UciHar {

    private static final List<String> MODALITIES = List.of("total_acc", "body_acc", "body_gyro");
    private static final List<String> CLASSES =
            List.of("walking", "walking upstairs", "walking downstairs", "sitting", "standing", "laying");
    private static final int FOLDS = 3;

    private UciHar() {}

    /** Whether a folder looks like it. */
    public static boolean isIn(Path folder) {
        return find(folder, "body_gyro_x_test").isPresent();
    }

    /** @throws GpiotException USER where the folder lacks a file of it */
    public static SensorData data(Path folder) {
        return new LabelledData(
                "UCI-HAR inertial signals (accelerations and rotation), test part: a stand-in for Harmony",
                false,
                FolderKey.of(folder),
                () -> windows(folder),
                windows -> Split.groupFolds("people-", windows, FOLDS, 1));
    }

    private static Windows windows(Path folder) {
        List<double[]> labels = rows(folder, "y_test");
        List<double[]> people = rows(folder, "subject_test");
        Map<String, FloatArray> modalities = new LinkedHashMap<>();
        for (String modality : MODALITIES) {
            modalities.put(modality, modality(folder, modality, labels.size()));
        }
        return new Windows(
                modalities,
                labels.stream().mapToInt(row -> (int) row[0] - 1).toArray(),
                people.stream().mapToInt(row -> (int) row[0]).toArray(),
                CLASSES);
    }

    private static FloatArray modality(Path folder, String name, int windows) {
        List<List<double[]>> axes = Stream.of("x", "y", "z")
                .map(axis -> rows(folder, name + "_" + axis + "_test"))
                .toList();
        int length = axes.get(0).getFirst().length;
        FloatArray array = FloatArray.zeros(windows, 3, length);
        for (int axis = 0; axis < 3; axis++) {
            if (axes.get(axis).size() != windows) {
                throw GpiotException.user(
                        folder + ": " + name + " has " + axes.get(axis).size() + " windows for " + windows + " labels");
            }
            for (int row = 0; row < windows; row++) {
                for (int place = 0; place < length; place++) {
                    array.values()[(row * 3 + axis) * length + place] =
                            (float) axes.get(axis).get(row)[place];
                }
            }
        }
        return array;
    }

    private static List<double[]> rows(Path folder, String stem) {
        Path file = find(folder, stem)
                .orElseThrow(() -> GpiotException.user(
                        folder + " lacks UCI-HAR's " + stem + ".txt or .csv; name the folder that holds it"));
        Pattern between = Pattern.compile("[,\\s]+");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> between.splitAsStream(line.strip())
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
        } catch (IOException | NumberFormatException e) {
            throw GpiotException.user("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static Optional<Path> find(Path folder, String stem) {
        try (Stream<Path> files = Files.walk(folder, 4)) {
            return files.filter(file -> file.getFileName().toString().equals(stem + ".txt")
                            || file.getFileName().toString().equals(stem + ".csv"))
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw GpiotException.user("cannot read " + folder + ": " + e.getMessage());
        }
    }
}
