package io.gpiot.simulate.real;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.data.FloatArray;
import io.gpiot.simulate.data.LabelledData;
import io.gpiot.simulate.data.Npy;
import io.gpiot.simulate.data.SensorData;
import io.gpiot.simulate.data.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * WiAR's CSI amplitudes as an .npz file, or X.npy, y.npy and rep.npy in a folder: windows (n, 90, 250), activities from 1,
 * repetitions from 1. The first 15 activities are taken, as the paper does.
 */
public final class Wiar {

    private static final int ACTIVITIES = 15;
    private static final int FOLDS = 5;

    private Wiar() {}

    /** @throws GpiotException USER where the folder holds no such arrays */
    public static SensorData data(Path place) {
        Path source = source(place);
        return new LabelledData(
                "WiAR Wi-Fi CSI amplitudes, " + ACTIVITIES + " activities",
                false,
                FolderKey.of(source),
                () -> windows(source),
                windows -> LabelledData.byRepetition(windows, FOLDS));
    }

    private static Path source(Path place) {
        if (Files.isRegularFile(place) || Files.exists(place.resolve("X.npy"))) {
            return place;
        }
        try (Stream<Path> files = Files.list(place)) {
            List<Path> archives = files.filter(file -> file.toString().endsWith(".npz"))
                    .filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(java.util.Locale.ROOT)
                            .contains("wiar"))
                    .toList();
            if (archives.size() == 1) {
                return archives.getFirst();
            }
            throw GpiotException.user(place + " holds " + archives.size()
                    + " files wiar*.npz and no X.npy; name the file, or a folder with X.npy, y.npy and rep.npy");
        } catch (IOException e) {
            throw GpiotException.user("cannot read the WiAR folder " + place + ": " + e.getMessage());
        }
    }

    private static Windows windows(Path source) {
        FloatArray csi = array(source, "X");
        int[] labels = whole(array(source, "y"));
        int[] repetitions = whole(array(source, "rep"));
        if (csi.shape().length != 3 || labels.length != csi.length() || repetitions.length != csi.length()) {
            throw GpiotException.user(source + ": X must have three axes, y and rep one entry a window");
        }
        int[] kept = IntStream.range(0, labels.length)
                .filter(row -> labels[row] >= 1 && labels[row] <= ACTIVITIES)
                .toArray();
        return new Windows(
                Map.of("csi", csi.rows(kept)),
                IntStream.of(kept).map(row -> labels[row] - 1).toArray(),
                IntStream.of(kept).map(row -> repetitions[row]).toArray(),
                IntStream.rangeClosed(1, ACTIVITIES)
                        .mapToObj(number -> "activity " + number)
                        .toList());
    }

    private static FloatArray array(Path source, String name) {
        if (Files.isDirectory(source)) {
            return Npy.floats(source.resolve(name + ".npy"));
        }
        try (ZipFile archive = new ZipFile(source.toFile())) {
            ZipEntry entry = archive.getEntry(name + ".npy");
            if (entry == null) {
                throw GpiotException.user(source + " holds no array '" + name + "'");
            }
            return Npy.floats(source + ":" + name, archive.getInputStream(entry).readAllBytes());
        } catch (IOException e) {
            throw GpiotException.user("cannot read " + source + ": " + e.getMessage());
        }
    }

    private static int[] whole(FloatArray array) {
        int[] values = new int[array.values().length];
        for (int number = 0; number < values.length; number++) {
            values[number] = Math.round(array.values()[number]);
        }
        return values;
    }
}
