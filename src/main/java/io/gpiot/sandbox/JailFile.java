package io.gpiot.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What {@code jail.py} reads; its head explains the fields. */
record JailFile(
        List<String> command,
        Map<String, String> environment,
        String directory,
        @Nullable String filter,
        boolean landlock,
        List<String> read,
        List<String> write,
        Map<String, Long> limits,
        @Nullable Integer user,
        @Nullable Long parent) {

    /** Exit code of a jail that did not start the program. */
    static final int NOT_STARTED = 120;

    private static final long STOP_SECONDS = 3;

    static final String COMPLAINT = "jail: ";

    /** For a command that confines itself: only kept from leaving anything behind. */
    static JailFile keeping(List<String> command) {
        return new JailFile(
                command,
                Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
                "/",
                null,
                false,
                List.of(),
                List.of(),
                Map.of(),
                null,
                ProcessHandle.current().pid());
    }

    /** Writes it with the jail's script into a folder that the program cannot read. @return the launcher's command */
    List<String> launcher(Path python, Path folder) throws IOException {
        Path file = folder.resolve("task.json");
        write(file);
        return List.of(
                python.toString(), "-I", "-S", Resource.copy("jail.py", folder).toString(), file.toString());
    }

    /** The launcher adopts orphans: it must end them before it is ended itself. */
    static void stop(Process launcher) {
        launcher.toHandle().destroy();
        try {
            launcher.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

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
