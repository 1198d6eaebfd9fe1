package io.gpiot.base.model;

import io.gpiot.base.GpiotException;
import java.nio.file.Path;
import java.util.List;

/**
 * What of a model decides its memory.
 *
 * @param family the architecture's name as its file states it: {@code qwen2}, {@code llama}
 * @param weights numbers that are loaded, over all tensors
 * @param contextLength the longest context it was trained for, in tokens
 */
public record ModelShape(
        String family,
        long weights,
        int layers,
        int keyValueHeads,
        int headDimension,
        int vocabulary,
        int contextLength) {

    /** The architectures that the engine runs. */
    public static final List<String> FAMILIES = List.of("llama", "qwen2");

    /** @throws GpiotException USER where the engine does not run this architecture */
    static void requireFamily(Path path, String family) {
        if (!FAMILIES.contains(family)) {
            throw GpiotException.user(
                    path + " is a model of the architecture '" + family + "', which is not supported ("
                            + String.join(" and ", FAMILIES) + " are); take one of gpiot models list, or another file");
        }
    }
}
