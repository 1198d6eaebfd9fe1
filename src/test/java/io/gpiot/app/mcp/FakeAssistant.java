package io.gpiot.app.mcp;

import io.gpiot.app.RunSession;
import io.gpiot.app.Surroundings;
import io.gpiot.app.runs.Database;
import io.gpiot.app.runs.FakeWork;
import io.gpiot.app.runs.RunService;
import io.gpiot.app.runs.RunSettings;
import io.gpiot.base.Progress;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.knowledge.Knowledge;
import io.gpiot.knowledge.Words;
import io.gpiot.sandbox.Sandbox;
import io.gpiot.sandbox.SandboxOutcome;
import io.gpiot.sandbox.SandboxTask;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.PythonScripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Everything behind the tools with a babbling model; a program "runs" by being told back. */
final class FakeAssistant implements AutoCloseable {

    final RunSession session;
    final RunService runs;
    private final Knowledge knowledge;
    private final Database database;

    /** @param sandbox its name */
    FakeAssistant(Path folder, String sandbox) {
        PythonEnvironment python = new PythonEnvironment(
                "modern", "0", folder, folder, folder, "3.11.0", List.of(), List.of(), Map.of(), List.of());
        knowledge = Knowledge.open(folder.resolve("knowledge"), new Words(), Progress.NONE);
        Surroundings around = new Surroundings(
                python,
                new Named(sandbox),
                PythonScripts.unpack(folder.resolve("scripts")),
                FakeAssistant::tellBack,
                knowledge,
                null);
        session = RunSession.over(around, FakeWork.babbling(), said -> {});
        database = Database.file(folder.resolve("runs.db"));
        runs = new RunService(
                database, folder.resolve("work"), FakeWork.fast(), RunSettings.DEFAULT, System.err::println);
    }

    Assistant local(Path data) {
        return new Assistant(() -> session, runs, exchange -> RunService.LOCAL_OWNER, List.of(data));
    }

    private static ProgramRunner.Result tellBack(ProgramRunner.Task task) {
        try {
            Path data = Path.of(task.arguments().getFirst());
            StringBuilder files = new StringBuilder();
            try (var found = Files.walk(data)) {
                found.filter(Files::isRegularFile)
                        .sorted()
                        .forEach(file -> files.append(data.relativize(file)).append(' '));
            }
            Files.writeString(task.output().resolve("made.txt"), "made");
            return new ProgramRunner.Result(
                    0, Files.readString(task.script()) + " " + files + task.input(), "", 0.1, 1, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        runs.close();
        database.close();
        knowledge.close();
    }

    private record Named(String name) implements Sandbox {
        @Override
        public SandboxOutcome run(SandboxTask task) {
            return new SandboxOutcome.Failed("a fake");
        }
    }

    /** A server on standard input and output, for clients that start one. @param arguments work folder, data folder, sandbox */
    static final class Server {
        public static void main(String[] arguments) throws Exception {
            try (FakeAssistant fake = new FakeAssistant(Path.of(arguments[0]), arguments[2])) {
                McpAssistant.overStreams(System.in, System.out, fake.local(Path.of(arguments[1])));
                new CountDownLatch(1).await();
            }
        }
    }
}
