package io.gpiot.engine.format;

import io.gpiot.base.GpiotException;
import java.nio.file.Path;

/** The messages for model files that cannot be used: the file, what is wrong, the way out. */
final class Broken {

    private Broken() {}

    /** Damaged or cut off. */
    static GpiotException file(Path file, String what) {
        return GpiotException.user(
                file + " is no intact model file: " + what + "; get it again, or check it with its SHA-256");
    }

    /** Sound, but not something we run. */
    static GpiotException unsupported(Path file, String what, String wayOut) {
        return GpiotException.user(file + " cannot be used: " + what + "; " + wayOut);
    }
}
