package io.gpiot.synthesis.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run survives, with processes of its own: kill -9 at any stage, and a file system that takes no more. */
class RunKillIT {

    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    /** A run that tells each event and lets a killer think about it. */
    static final class Run {
        public static void main(String[] arguments) {
            Bench bench = new Bench(Path.of(arguments[0]));
            bench.listener = event -> {
                System.out.println(event.getClass().getSimpleName());
                try {
                    Thread.sleep(event instanceof Event.Writing ? 0 : 5);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };
            try {
                bench.run(Path.of(arguments[1]));
            } catch (GpiotException e) {
                System.out.println("gpiot: " + e.getMessage());
                System.exit(e.category().exitCode());
            }
        }
    }

    /** @param limit a shell command that is run before, such as a limit on file sizes; or empty */
    private Process start(String limit, Path root) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", limit + " exec \"$@\"", "gpiot"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Run.class.getName(),
                folder.toString(),
                root.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void aRunThatIsKilledAgainAndAgainEndsWithTheSameFiles() throws Exception {
        Path straight = folder.resolve("straight");
        Result expected = new Bench(folder).run(straight);
        Map<String, String> files = Bench.files(straight);

        Path killed = folder.resolve("killed");
        Random random = new Random(1);
        int kills = 0;
        for (Stage stage : Stage.values()) {
            Process process = start("", killed);
            int events = 0;
            int last = 1 + random.nextInt(12);
            for (String line = process.inputReader().readLine();
                    line != null && events < last;
                    line = process.inputReader().readLine()) {
                events += line.equals("Writing") ? 0 : 1;
            }
            process.destroyForcibly();
            kills += process.waitFor() == KILLED ? 1 : 0;
        }
        assertTrue(kills >= 3, kills + " kills came before the end");
        assertEquals(expected, new Bench(folder).run(killed));
        assertEquals(files, Bench.files(killed));
    }

    @Test
    void aDiskThatTakesNoMoreIsSaidInOneLineAndTheSameCommandGoesOn() throws Exception {
        Path run = folder.resolve("run");
        // in units of 1024 bytes: enough for the first stages, too little for all answers
        Process full = start("ulimit -f 8;", run);
        List<String> said = full.inputReader().lines().toList();
        assertEquals(GpiotException.Category.RESOURCES.exitCode(), full.waitFor(), said.toString());
        assertTrue(said.getLast().startsWith("gpiot: cannot write " + run), said.getLast());
        assertTrue(said.getLast().endsWith("; make room and give the same command"), said.getLast());
        assertFalse(said.stream().anyMatch(line -> line.startsWith("\tat ")), said.toString());
        assertTrue(Files.exists(run.resolve("requirement.md")));
        assertTrue(new Bench(folder).run(run).complete());
        assertEquals(0, start("", run).waitFor());
    }
}
