package io.gpiot.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoSandboxTest {

    @TempDir
    Path folder;

    private SandboxOutcome run(Limits limits, String... command) {
        SandboxSettings settings = new SandboxSettings(
                Layer.NONE, new PythonInterpreter(Path.of("/usr/bin/python3"), List.of()), List.of(), null);
        Sandbox sandbox = assertInstanceOf(Selection.Available.class, Sandboxes.choose(settings))
                .sandbox();
        assertEquals("none", sandbox.name());
        return sandbox.run(
                new SandboxTask(List.of(command), Map.of(), List.of(), folder.resolve("out"), limits, "typed"));
    }

    @Test
    void collectsFilesAndStillLimitsTime() {
        SandboxOutcome.Exited exited = assertInstanceOf(
                SandboxOutcome.Exited.class, run(Limits.DEFAULT, "/bin/sh", "-c", "cat > file; echo printed; exit 3"));
        assertEquals(3, exited.code());
        assertEquals("printed\n", exited.stdout());
        assertEquals(List.of(folder.resolve("out/file")), exited.files());
        assertInstanceOf(
                SandboxOutcome.TimedOut.class,
                run(Limits.DEFAULT.withWall(Duration.ofMillis(300)), "/bin/sh", "-c", "sleep 60"));
    }

    @Test
    void isNeverWhatAutomaticMeans() {
        assertEquals(Optional.of(Layer.NONE), Layer.of("none"));
        assertEquals(Optional.of(Layer.AUTOMATIC), Layer.of("auto"));
        assertEquals(Optional.empty(), Layer.of("automatic"));
    }
}
