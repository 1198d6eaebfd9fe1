package io.gpiot.simulate.real;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.data.FloatArray;
import io.gpiot.simulate.data.LabelledData;
import io.gpiot.simulate.data.Npy;
import io.gpiot.simulate.data.SensorData;
import io.gpiot.simulate.data.Split;
import io.gpiot.simulate.data.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Harmony's recordings at homes: node_N/label.npy and node_N/{audio,depth,radar}/I.npy for each window I of home N. Large
 * windows are averaged down (see {@link Shrinking}), or a program could not hold them.
 */
public final class Harmony {

    private static final List<String> MODALITIES = List.of("audio", "depth", "radar");
    private static final int FOLDS = 3;
    private static final int LARGEST_WINDOW = 1 << 14;

    private Harmony() {}

    /** Whether a folder looks like it. */
    public static boolean isIn(Path folder) {
        return !nodes(folder).isEmpty();
    }

    /** @throws GpiotException USER where the folder lacks a file of it */
    public static SensorData data(Path folder) {
        return new LabelledData(
                "Harmony: audio, depth and radar of " + nodes(folder).size() + " homes",
                false,
                FolderKey.of(folder),
                () -> windows(folder),
                windows -> Split.groupFolds("homes-", windows, FOLDS, 1));
    }

    private static Windows windows(Path folder) {
        List<Path> nodes = nodes(folder);
        List<Integer> labels = new ArrayList<>();
        List<Integer> homes = new ArrayList<>();
        for (Path node : nodes) {
            for (double label : Npy.read(node.resolve("label.npy"))) {
                labels.add((int) label);
                homes.add(number(node));
            }
        }
        Map<String, FloatArray> modalities = new LinkedHashMap<>();
        for (String modality : MODALITIES) {
            modalities.put(modality, modality(nodes, modality, homes));
        }
        int least = labels.stream().mapToInt(Integer::intValue).min().orElse(0);
        int most = labels.stream().mapToInt(Integer::intValue).max().orElse(0);
        return new Windows(
                modalities,
                labels.stream().mapToInt(label -> label - least).toArray(),
                homes.stream().mapToInt(Integer::intValue).toArray(),
                IntStream.rangeClosed(least, most)
                        .mapToObj(label -> "activity " + label)
                        .toList());
    }

    private static FloatArray modality(List<Path> nodes, String name, List<Integer> homes) {
        FloatArray all = FloatArray.zeros(0, 0);
        int row = 0;
        for (Path node : nodes) {
            long windows = homes.stream().filter(home -> home == number(node)).count();
            for (int window = 0; window < windows; window++, row++) {
                Path file = node.resolve(name).resolve(window + ".npy");
                FloatArray one = Shrinking.to(Npy.floats(file), LARGEST_WINDOW);
                if (row == 0) {
                    int[] shape = IntStream.concat(IntStream.of(homes.size()), IntStream.of(one.shape()))
                            .toArray();
                    all = FloatArray.zeros(shape);
                }
                if (one.values().length != all.rowSize()) {
                    throw GpiotException.user(file + " has another shape than the first window");
                }
                System.arraycopy(one.values(), 0, all.values(), row * all.rowSize(), all.rowSize());
            }
        }
        return all;
    }

    private static List<Path> nodes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("node_\\d+"))
                    .filter(file -> Files.exists(file.resolve("label.npy")))
                    .sorted(Comparator.comparingInt(Harmony::number))
                    .toList();
        } catch (IOException e) {
            throw GpiotException.user("cannot read " + folder + ": " + e.getMessage());
        }
    }

    private static int number(Path node) {
        return Integer.parseInt(node.getFileName().toString().substring("node_".length()));
    }
}
