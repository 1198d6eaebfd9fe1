package io.gpiot.simulate.data;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A split as programs read it: NAME_train.npy and NAME_test.npy of each modality, and y_train.npy. The labels to find are
 * y_test.npy, elsewhere.
 */
public final class WindowFiles {

    public static final String TRUTH = "y_test.npy";

    private WindowFiles() {}

    /** @throws GpiotException RESOURCES where the files cannot be written */
    public static DataCase write(Windows windows, Split split, Path data, Path truth) {
        make(data);
        make(truth);
        for (Map.Entry<String, FloatArray> modality : windows.modalities().entrySet()) {
            Npy.write(
                    data.resolve(modality.getKey() + "_train.npy"),
                    modality.getValue().rows(split.train()));
            Npy.write(
                    data.resolve(modality.getKey() + "_test.npy"),
                    modality.getValue().rows(split.test()));
        }
        Npy.write(data.resolve("y_train.npy"), labels(windows, split.train()));
        Path answers = truth.resolve(TRUTH);
        Npy.write(answers, labels(windows, split.test()));
        return new DataCase(split.name(), data, answers);
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw GpiotException.resources("cannot make " + folder + ": " + e.getMessage(), e);
        }
    }

    private static int[] labels(Windows windows, int[] rows) {
        int[] labels = new int[rows.length];
        for (int place = 0; place < rows.length; place++) {
            labels[place] = windows.labels()[rows[place]];
        }
        return labels;
    }
}
