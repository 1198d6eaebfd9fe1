package io.gpiot.base;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where GPIoT keeps what it downloads and builds: {@code $GPIOT_HOME}, else {@code ~/.gpiot}. */
public record Home(Path root) {

    public static Home fromEnvironment() {
        String set = System.getenv("GPIOT_HOME");
        return new Home(
                set == null || set.isBlank() ? Path.of(System.getProperty("user.home"), ".gpiot") : Path.of(set));
    }

    /**
     * Itself, where it is a folder or can become one.
     *
     * @throws GpiotException USER where something else lies in its place or on the way to it; RESOURCES where it is not there
     *     and we may not make it
     */
    public Home usable() {
        Path there = root.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        String wayOut = "; set GPIOT_HOME to a folder of yours";
        if (!Files.isDirectory(there)) {
            throw GpiotException.user(
                    "cannot use " + root + " as home: " + there + " is a file and not a folder" + wayOut);
        }
        if (!Files.exists(root) && !Files.isWritable(there)) {
            throw GpiotException.resources("cannot make " + root + ": we may not write to " + there + wayOut);
        }
        return this;
    }

    /** Base-model files, one folder a model id. */
    public Path models() {
        return root.resolve("models");
    }

    /** Python environments of generated programs, one folder a lock-file hash. */
    public Path environments() {
        return root.resolve("environments");
    }

    /** The knowledge index and what the user added to it. */
    public Path knowledge() {
        return root.resolve("knowledge");
    }

    /** What servers keep: runs, their files, and who may ask for them. */
    public Path served() {
        return root.resolve("served");
    }

    /** What can be deleted at any time and is made anew. */
    public Path cache() {
        return root.resolve("cache");
    }
}
