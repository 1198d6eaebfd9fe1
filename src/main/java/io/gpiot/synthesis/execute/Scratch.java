package io.gpiot.synthesis.execute;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is gone after use. Others may read it: a runner may have another user. */
public final class Scratch implements AutoCloseable {

    private final Path root;

    public Scratch() {
        try {
            root = Files.createTempDirectory("gpiot-");
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw GpiotException.resources("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    /** A new folder inside. */
    public Path folder(String name) {
        try {
            return Files.createDirectory(root.resolve(name));
        } catch (IOException e) {
            throw GpiotException.resources("cannot make " + root.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> found = Files.walk(root)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            root.toFile().deleteOnExit();
        }
    }
}
