package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.format.SafetensorsFile;
import io.gpiot.pect.TinyTuning;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tuning survives, with processes of its own: kill -9, and a file system that takes no more. */
class TuneKillIT {

    private static final int KILLED = 128 + 9;
    private static final int ENDED = 128 + 15;

    @TempDir
    Path folder;

    private Path recipe;

    @BeforeEach
    void write() {
        recipe = TinyTuning.write(folder, "pect", "steps: 60, checkpoint_every: 5");
    }

    /** @param limit a shell command that is run before, such as a limit on file sizes; or empty */
    private Process gpiot(String limit, Path run) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules",
                "jdk.incubator.vector",
                "-Djava.awt.headless=true",
                "-Xmx512m",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "tune",
                recipe.toString(),
                "--out",
                run.toString(),
                "--threads",
                "1");
        List<String> command = new ArrayList<>(List.of("bash", "-c", limit + " exec \"$@\"", "gpiot"));
        command.addAll(java);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(run.getFileName() + ".log").toFile())
                .start();
    }

    private String log(Path run) throws IOException {
        return Files.readString(folder.resolve(run.getFileName() + ".log"));
    }

    private static List<Path> checkpoints(Path run) throws IOException {
        Path where = run.resolve("checkpoints");
        if (!Files.isDirectory(where)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(file -> file.toString().endsWith(".safetensors")
                            && !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, ByteBuffer> newest(Path run) throws IOException {
        Map<String, ByteBuffer> tensors = new TreeMap<>();
        SafetensorsFile.read(checkpoints(run).getLast())
                .tensors()
                .forEach((name, tensor) -> tensors.put(name, tensor.data()));
        return tensors;
    }

    @Test
    void aTuningThatIsKilledTwiceEndsInTheSameBits() throws Exception {
        Path straight = folder.resolve("straight");
        assertEquals(0, gpiot("", straight).waitFor(), () -> "see the log");

        Path killed = folder.resolve("killed");
        for (String wanted : List.of("step-00000010", "step-00000030")) {
            Process process = gpiot("", killed);
            while (process.isAlive()
                    && checkpoints(killed).stream()
                            .noneMatch(file -> file.getFileName().toString().compareTo(wanted) >= 0)) {
                Thread.sleep(5);
            }
            process.destroyForcibly();
            assertEquals(KILLED, process.waitFor(), log(killed));
        }
        assertEquals(0, gpiot("", killed).waitFor());

        assertTrue(log(killed).contains("going on from step"), log(killed));
        assertTrue(checkpoints(killed).getLast().toString().endsWith("step-00000060.safetensors"));
        assertEquals(newest(straight), newest(killed));
        assertEquals(
                -1,
                Files.mismatch(
                        straight.resolve("adapter/adapter_model.safetensors"),
                        killed.resolve("adapter/adapter_model.safetensors")));
        assertEquals(
                60,
                Files.readAllLines(killed.resolve("metrics.jsonl")).stream()
                        .filter(line -> line.contains("\"loss\""))
                        .count());
    }

    @Test
    void aTuningThatIsAskedToEndWritesACheckpointAndNoDump() throws Exception {
        Path run = folder.resolve("run");
        Process begun = gpiot("", run);
        while (begun.isAlive() && checkpoints(run).isEmpty()) {
            Thread.sleep(5);
        }
        begun.destroy();
        assertEquals(ENDED, begun.waitFor(), log(run));
        assertTrue(log(run).contains("the same command goes on from there"), log(run));
        assertFalse(Files.exists(folder.resolve("crash.log")), log(run));
        assertEquals(0, gpiot("", run).waitFor(), log(run));
        assertTrue(log(run).contains("going on from step"), log(run));
    }

    @Test
    void aDiskThatTakesNoMoreLeavesTheOldCheckpoint() throws Exception {
        Path run = folder.resolve("run");
        Process begun = gpiot("", run);
        while (begun.isAlive() && checkpoints(run).isEmpty()) {
            Thread.sleep(5);
        }
        begun.destroyForcibly();
        assertEquals(KILLED, begun.waitFor(), log(run));
        Path old = checkpoints(run).getLast();
        byte[] before = Files.readAllBytes(old);

        // in units of 1024 bytes: enough for metrics and settings, too little for a checkpoint
        assertEquals(3, gpiot("ulimit -f 40;", run).waitFor(), log(run));
        assertTrue(
                log(run).contains("make room and give the same command: it goes on from " + old.getFileName()),
                log(run));
        assertFalse(log(run).contains("\tat "), log(run));
        assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(old)));
        assertEquals(0, gpiot("", run).waitFor(), log(run));
    }
}
