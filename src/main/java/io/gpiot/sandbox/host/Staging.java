package io.gpiot.sandbox.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder for one run, made new and removed afterwards: {@code output}, which alone the program may write (and
 * {@code temporary} where a layer has no memory file system), and {@code control} with files that only we read.
 */
public final class Staging implements AutoCloseable {

    private final HeldFolder folder;

    private Staging(HeldFolder folder) {
        this.folder = folder;
    }

    /** @param owner who the program runs as, where that is not who we are: gets what it may write; else null */
    public static Staging create(@Nullable Integer owner) throws IOException {
        Staging staging = new Staging(HeldFolder.create("sandbox"));
        for (Path writable : List.of(staging.output(), staging.temporary())) {
            Files.createDirectory(writable, PosixFilePermissions.asFileAttribute(rights("rwx------")));
            if (owner != null) {
                Files.setAttribute(writable, "unix:uid", owner);
                Files.setAttribute(writable, "unix:gid", owner);
            }
        }
        if (owner != null) {
            // Another user must pass through to its own folder; names in here cannot be listed.
            Files.setPosixFilePermissions(staging.root(), rights("rwx--x--x"));
        }
        return staging;
    }

    public Path root() {
        return folder.root();
    }

    /** Where the program starts and writes. */
    public Path output() {
        return root().resolve("output");
    }

    /** Scratch files that nobody collects. */
    public Path temporary() {
        return root().resolve("temporary");
    }

    /** Readable by us alone. */
    public Path control() {
        return folder.control();
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }

    private static Set<PosixFilePermission> rights(String text) {
        return PosixFilePermissions.fromString(text);
    }
}
