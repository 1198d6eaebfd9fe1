package io.gpiot.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code jail.py} reads; its head explains the fields. */
record JailFile(
        List<String> command,
        Map<String, String> environment,
        String directory,
        String filter,
        boolean landlock,
        List<String> read,
        List<String> write,
        Map<String, Long> limits,
        @Nullable Integer user,
        @Nullable Long parent) {

    /** Exit code of a jail that did not start the program. */
    static final int NOT_STARTED = 120;

    static final String COMPLAINT = "jail: ";

    static Map<String, Long> limits(Limits limits) {
        Map<String, Long> named = new TreeMap<>();
        limits.ofOneProcess().forEach((name, value) -> named.put("RLIMIT_" + name, value));
        return named;
    }

    void write(Path file) throws IOException {
        new ObjectMapper().writeValue(file.toFile(), this);
    }

    /** An outcome in which the jail complained is none of the program's. */
    static SandboxOutcome checkStarted(SandboxOutcome outcome) {
        return outcome instanceof SandboxOutcome.Exited exited
                        && exited.code() == NOT_STARTED
                        && exited.stderr().startsWith(COMPLAINT)
                ? new SandboxOutcome.Failed("the jail did not start the program: "
                        + exited.stderr().substring(COMPLAINT.length()).strip())
                : outcome;
    }
}
