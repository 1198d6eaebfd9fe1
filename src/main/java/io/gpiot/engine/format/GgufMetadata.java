package io.gpiot.engine.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A GGUF file's key-value pairs, asked for by key and type. */
final class GgufMetadata {

    private final Path file;
    private final Map<String, Object> values;

    GgufMetadata(Path file, Map<String, Object> values) {
        this.file = file;
        this.values = values;
    }

    Optional<String> string(String key) {
        return get(key, String.class, "a string");
    }

    Optional<Boolean> truth(String key) {
        return get(key, Boolean.class, "true or false");
    }

    Optional<Double> real(String key) {
        return get(key, Double.class, "a number with a fraction");
    }

    Optional<Long> whole(String key) {
        return get(key, Long.class, "a whole number");
    }

    /** A whole number that must be there and lie in least..most. */
    int whole(String key, int least, int most) {
        return whole(key)
                .map(value -> inRange(key, value, least, most))
                .orElseThrow(() -> Broken.file(file, "its metadata lack " + key));
    }

    /** A whole number that, if it is there, must lie in least..most. */
    Optional<Integer> optionalWhole(String key, int least, int most) {
        return whole(key).map(value -> inRange(key, value, least, most));
    }

    Optional<List<String>> strings(String key) {
        return get(key, List.class, "an array of strings").map(list -> {
            for (Object element : list) {
                if (!(element instanceof String)) {
                    throw Broken.file(file, key + " must be an array of strings");
                }
            }
            @SuppressWarnings("unchecked") // each element was looked at
            List<String> strings = (List<String>) list;
            return strings;
        });
    }

    Optional<long[]> wholes(String key) {
        return get(key, long[].class, "an array of whole numbers");
    }

    private <T> Optional<T> get(String key, Class<T> type, String expected) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw Broken.file(file, key + " must be " + expected);
        }
        return Optional.of(type.cast(value));
    }

    private int inRange(String key, long value, int least, int most) {
        if (value < least || value > most) {
            throw Broken.file(file, key + " must lie in " + least + ".." + most + ", is " + value);
        }
        return (int) value;
    }
}
