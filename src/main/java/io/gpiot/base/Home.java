package io.gpiot.base;

import java.nio.file.Path;

/** Where GPIoT keeps what it downloads and builds: {@code $GPIOT_HOME}, else {@code ~/.gpiot}. */
public record Home(Path root) {

    public static Home fromEnvironment() {
        String set = System.getenv("GPIOT_HOME");
        return new Home(
                set == null || set.isBlank() ? Path.of(System.getProperty("user.home"), ".gpiot") : Path.of(set));
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

    /** What can be deleted at any time and is made anew. */
    public Path cache() {
        return root.resolve("cache");
    }
}
