package io.gpiot.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.sandbox.SandboxOutcome.Exited;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BubblewrapTest {

    @TempDir
    Path folder;

    private final PythonInterpreter python = TestMachine.python();

    private SandboxOutcome run(String program, List<Path> data, Limits limits) {
        List<Path> readOnly = new java.util.ArrayList<>(python.readOnly());
        readOnly.addAll(data);
        return TestMachine.bubblewrap()
                .run(new SandboxTask(
                        List.of(python.executable().toString(), "-c", program),
                        Map.of("COLOUR", "green"),
                        readOnly,
                        folder.resolve("out"),
                        limits,
                        "typed"));
    }

    @Test
    void honestProgramReadsDataPrintsAndWrites() throws Exception {
        Path data = Files.writeString(folder.resolve("data.csv"), "1,2,3");
        SandboxOutcome outcome = run(
                "import os, sys\n" + "os.mkdir('plots')\n"
                        + "open('plots/a.txt', 'w').write(open('" + data + "').read())\n"
                        + "print(os.environ['COLOUR'], sys.stdin.read(), os.getcwd())",
                List.of(data),
                Limits.DEFAULT);
        Exited exited = assertInstanceOf(Exited.class, outcome);
        assertEquals("green typed /output\n", exited.stdout(), exited.stderr());
        assertEquals(List.of(folder.resolve("out/plots/a.txt")), exited.files());
        assertEquals("1,2,3", Files.readString(exited.files().getFirst()));
        assertEquals(0, exited.code());
    }

    @Test
    void sleeperTimesOut() {
        SandboxOutcome outcome =
                run("import time; time.sleep(60)", List.of(), Limits.DEFAULT.withWall(Duration.ofMillis(700)));
        assertInstanceOf(SandboxOutcome.TimedOut.class, outcome);
    }

    @Test
    void choosingRunsTheSelfTestOnceAndRemembersIt() throws Exception {
        SandboxSettings settings =
                new SandboxSettings(Layer.BUBBLEWRAP, python, List.of(), "", folder.resolve("cache"));
        Selection first = Sandboxes.choose(settings);
        assertInstanceOf(Selection.Available.class, first, first.toString());
        assertEquals(
                1,
                Files.readAllLines(folder.resolve("cache/sandbox-self-tests")).size());
        assertTrue(first.reports().getLast().works());
        assertInstanceOf(Selection.Available.class, Sandboxes.choose(settings));
        assertEquals(
                1,
                Files.readAllLines(folder.resolve("cache/sandbox-self-tests")).size());
    }
}
