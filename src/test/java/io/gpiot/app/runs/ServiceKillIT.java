package io.gpiot.app.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs survive when their server, a process of its own, is killed again and again. */
class ServiceKillIT {

    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    private static RunService open(Database database, Path folder, RunWork work) {
        return new RunService(
                database, folder.resolve("work"), work, RunSettings.DEFAULT.withAtOnce(2), System.err::println);
    }

    /** Two runs at once, told event by event; resumes what it finds interrupted. */
    static final class Server {
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            RunWork told = new RunWork() {
                @Override
                public io.gpiot.app.ChainRun.Ended run(Task task, Path place, Consumer<Event> listener) {
                    return FakeWork.fast().run(task, place, event -> {
                        listener.accept(event);
                        if (!(event instanceof Event.Writing)) {
                            System.out.println(event.getClass().getSimpleName());
                            pause();
                        }
                    });
                }
            };
            RunService service = open(Database.file(folder.resolve("runs.db")), folder, told);
            for (RunInfo run : service.list("ann", 10)) {
                if (run.state() == RunState.INTERRUPTED) {
                    service.resume("ann", run.id(), false);
                }
            }
            if (service.list("ann", 10).isEmpty()) {
                for (String requirement : List.of("Count the beats", "Find the peaks", "Count the steps")) {
                    service.submit("ann", RunServiceContract.order(requirement), RunServiceContract.data("a.csv"));
                }
            }
            Thread.sleep(Duration.ofHours(1));
        }

        private static void pause() {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new GpiotException(GpiotException.Category.USER, "interrupted", e);
            }
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void runsOfAKilledServerAreListedAsInterruptedAndGoOnToTheSameEnd() throws Exception {
        Random random = new Random(1);
        int interrupted = 0;
        for (int kill = 0; kill < 4; kill++) {
            Process server = start();
            BufferedReader said = server.inputReader();
            for (int events = 5 + random.nextInt(40); events > 0; events--) {
                said.readLine();
            }
            server.destroyForcibly();
            assertEquals(KILLED, server.waitFor());
            try (Database database = Database.file(folder.resolve("runs.db"));
                    RunService service = open(database, folder, FakeWork.stepwise())) {
                List<RunInfo> runs = service.list("ann", 10);
                assertEquals(3, runs.size());
                interrupted += (int) runs.stream()
                        .filter(run -> run.state() == RunState.INTERRUPTED)
                        .count();
            }
        }
        assertTrue(interrupted >= 3, interrupted + " runs were under way when their server was killed");
        try (Database database = Database.file(folder.resolve("runs.db"));
                RunService service = open(database, folder, FakeWork.fast())) {
            for (RunInfo run : service.list("ann", 10)) {
                if (run.state().rests() && run.state() != RunState.DONE) {
                    service.resume("ann", run.id(), false);
                }
                RunServiceContract.toTheEnd(service, "ann", run.id());
                assertEquals(RunState.DONE, service.get("ann", run.id()).state());
                String straight = service.submit("ann", run.order(), RunServiceContract.data("a.csv"))
                        .id();
                RunServiceContract.toTheEnd(service, "ann", straight);
                for (String name : List.of("subtasks.md", "main.py")) {
                    assertEquals(
                            Files.readString(service.file("ann", straight, name)),
                            Files.readString(service.file("ann", run.id(), name)));
                }
            }
        }
    }
}
