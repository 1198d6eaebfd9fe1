package io.gpiot.sandbox;

import io.gpiot.sandbox.host.Folder;
import io.gpiot.sandbox.host.Shell;
import io.gpiot.sandbox.host.Staging;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * No containment, only the supervisor's limits: the program can read and write what the user can, and use the network.
 * Chosen by explicit wish alone; its name stands in every result.
 */
final class NoSandbox implements Sandbox {

    static final String NAME = "none";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SandboxOutcome run(SandboxTask task) {
        try (Staging staging = Staging.create(null)) {
            Folder output = new Folder(
                    staging.output(), task.limits().outputBytes(), task.limits().outputFiles());
            List<String> start = new ArrayList<>(List.of("env", "-i"));
            Map<String, String> environment = Supervisor.environment(
                    task, staging.output().toString(), staging.temporary().toString());
            environment.forEach((name, value) -> start.add(name + "=" + value));
            start.addAll(task.command());
            List<String> command = List.of(
                    "/bin/sh",
                    "-c",
                    "cd " + Shell.quote(staging.output().toString()) + " && exec " + Shell.quote(start));
            SandboxOutcome outcome =
                    Supervisor.run(new Started(command, List.of(output)), task.limits(), task.standardInput());
            return Supervisor.collect(outcome, output, task);
        } catch (IOException e) {
            return new SandboxOutcome.Failed("cannot prepare or empty the run's folder: " + e.getMessage());
        }
    }

    private record Started(List<String> command, List<Folder> watched) implements Supervisor.Launch {}
}
