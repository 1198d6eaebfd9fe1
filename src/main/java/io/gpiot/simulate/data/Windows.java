package io.gpiot.simulate.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled windows of one or more modalities that were recorded together.
 *
 * @param modalities name to windows; all have the same number of rows
 * @param labels shape (n,), 0 to classes - 1
 * @param groups shape (n,), what must not be split by chance alone: repetition or person
 * @param classes names of the labels
 */
public record Windows(Map<String, FloatArray> modalities, int[] labels, int[] groups, List<String> classes) {

    public Windows {
        modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
        classes = List.copyOf(classes);
        for (Map.Entry<String, FloatArray> modality : modalities.entrySet()) {
            if (modality.getValue().length() != labels.length || groups.length != labels.length) {
                throw new IllegalArgumentException(modality.getKey() + " has "
                        + modality.getValue().length() + " windows for " + labels.length + " labels and "
                        + groups.length + " groups");
            }
        }
        int known = classes.size();
        if (Arrays.stream(labels).anyMatch(label -> label < 0 || label >= known)) {
            throw new IllegalArgumentException("labels must be 0 to " + (known - 1));
        }
    }

    public int count() {
        return labels.length;
    }
}
