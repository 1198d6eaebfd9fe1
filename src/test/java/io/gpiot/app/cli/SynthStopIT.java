package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import io.gpiot.synthesis.execute.RealPython;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command with a model that babbles, stopped by Ctrl-C and by kill -9 while the model writes. */
class SynthStopIT {

    private static final int INTERRUPTED = 128 + 2;
    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    private Path data;
    private Path model;
    private Path run;

    @BeforeEach
    void write() throws IOException {
        RealPython.runner(); // the environment is made, or the test is skipped where there is no sandbox
        data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("walk.csv"), "1,2\n3,4\n5,6\n");
        model = TinyModels.gguf(folder, "qwen2", TensorType.F32, 1, 16_000);
        run = folder.resolve("run");
    }

    private Process gpiot() throws IOException {
        // who runs in the background ignores Ctrl-C, and so does what it starts
        ProcessBuilder builder = new ProcessBuilder(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules",
                "jdk.incubator.vector",
                "-Djava.awt.headless=true",
                "-Xmx768m",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "synth",
                "Count the steps",
                "--data",
                data.toString(),
                "--out",
                run.toString(),
                "--model",
                model.toString(),
                "--no-guard",
                "--candidates",
                "2",
                "--rounds",
                "1");
        builder.environment()
                .put(
                        "GPIOT_HOME",
                        Path.of("target", "real-environments").toAbsolutePath().toString());
        return builder.redirectErrorStream(true).start();
    }

    /** Reads until a stage is over, and the next one begins. */
    private static String until(BufferedReader said, String stage) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            if (line.startsWith(stage)) {
                break;
            }
        }
        return all.toString();
    }

    @Test
    void aStoppedRunSaysHowToGoOnAndDoes() throws Exception {
        for (String stage : List.of("inspect", "decompose", "specify")) {
            Process process = gpiot();
            BufferedReader said = process.inputReader();
            String before = until(said, stage);
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            String after = until(said, "nothing");
            assertEquals(INTERRUPTED, process.waitFor(), before + after);
            assertTrue(after.contains("stopped; the same command goes on from " + run), before + after);
            assertFalse(after.contains("Exception") || after.contains("SIGSEGV"), after);
            assertFalse(Files.exists(folder.resolve("crash.log")), after);
        }
        Process killed = gpiot();
        until(killed.inputReader(), "generate");
        killed.destroyForcibly();
        assertEquals(KILLED, killed.waitFor());

        Process last = gpiot();
        String all = until(last.inputReader(), "nothing");
        int code = last.waitFor();
        assertTrue(code == 0 || code == PrintedRun.UNSOLVED, all);
        for (String stage : List.of("inspect", "decompose", "specify")) {
            assertTrue(all.lines().anyMatch(line -> line.startsWith(stage) && line.endsWith("kept from before")), all);
        }
        assertTrue(Files.exists(run.resolve("report.html")), all);
    }
}
