package io.gpiot.environment;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Resources;
import io.gpiot.base.download.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A list of packages with exact versions and hashes.
 *
 * @param name such as {@code modern}
 * @param text requirements with hashes, as {@code uv pip compile --universal} writes them
 * @param oldest Python 3 release that it was made for, inclusive: 10 is Python 3.10
 * @param newest Python 3 release that has wheels for it, inclusive
 */
public record Lock(String name, String text, int oldest, int newest) {

    /** Today's releases of the packages. */
    public static final String MODERN = "modern";

    /** NumPy 1, SciPy 1.11, pandas 2.1: the interfaces of 2023, which small models know best. */
    public static final String CLASSIC = "classic";

    /** What is used where nothing is asked for. */
    public static final String DEFAULT = MODERN;

    private static final Map<String, int[]> RELEASES =
            new TreeMap<>(Map.of(MODERN, new int[] {10, 13}, CLASSIC, new int[] {10, 12}));

    public static List<String> names() {
        return List.copyOf(RELEASES.keySet());
    }

    /** @throws GpiotException USER where there is no such lock */
    public static Lock builtIn(String name) {
        int[] releases = Optional.ofNullable(RELEASES.get(name))
                .orElseThrow(() -> GpiotException.user(
                        "there is no Python environment '" + name + "'; use one of " + String.join(", ", names())));
        return new Lock(name, Resources.text(Lock.class, name + ".txt"), releases[0], releases[1]);
    }

    /** The first 12 hexadecimal digits of the text's SHA-256. */
    public String hash() {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    /** {@code name-hash}: the environment's folder. */
    public String id() {
        return name + "-" + hash();
    }
}
