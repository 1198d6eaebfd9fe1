package io.gpiot.synthesis.execute;

import io.gpiot.base.GpiotException;
import io.gpiot.sandbox.host.HeldFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that is gone after use, and after the next use where a kill kept it. Others may read it: a runner may have another user. */
public final class Scratch implements AutoCloseable {

    private final HeldFolder held;

    public Scratch() {
        try {
            held = HeldFolder.create("scratch");
            Files.setPosixFilePermissions(held.root(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw GpiotException.resources(
                    "cannot make a temporary folder in " + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(),
                    e);
        }
    }

    /** A new folder inside. */
    public Path folder(String name) {
        Path folder = held.root().resolve(name);
        try {
            return Files.createDirectory(folder);
        } catch (IOException e) {
            throw GpiotException.resources("cannot make " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException e) {
            throw GpiotException.resources("cannot remove " + held.root() + ": " + e.getMessage(), e);
        }
    }
}
