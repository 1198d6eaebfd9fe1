package io.gpiot.bench.examine;

import io.gpiot.base.GpiotException;
import io.gpiot.sandbox.Limits;
import io.gpiot.sandbox.Sandbox;
import io.gpiot.sandbox.SandboxOutcome;
import io.gpiot.sandbox.SandboxTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sandbox with the Python that scripts of ours run in.
 *
 * @param python the interpreter to call
 * @param pythonFolders what it must see besides /usr
 * @param environment names Python and packages: a verdict holds for them alone
 */
public record Container(Sandbox sandbox, Path python, List<Path> pythonFolders, String environment) {

    private static final long MEMORY = 6L << 30;
    private static final int FILES = 2000;

    public Container {
        pythonFolders = List.copyOf(pythonFolders);
    }

    /** Runs a script; gives what it printed last, empty where all went well. */
    public String run(Path script, List<String> arguments, Path readOnly, Path output, double seconds, String input) {
        List<String> command = new ArrayList<>(List.of(python.toString(), "-B", script.toString()));
        command.addAll(arguments);
        List<Path> visible = new ArrayList<>(pythonFolders);
        visible.add(script.getParent());
        visible.add(readOnly);
        Limits limits = Limits.DEFAULT
                .withWall(Duration.ofMillis((long) (1000 * seconds)))
                .withCpu(Duration.ofMillis((long) (1000 * seconds)))
                .withMemoryBytes(MEMORY)
                .withOutput(MEMORY / 6, FILES);
        SandboxTask task = new SandboxTask(
                command, Map.of("MPLBACKEND", "Agg", "PYTHONIOENCODING", "utf-8"), visible, output, limits, input);
        return switch (sandbox.run(task)) {
            case SandboxOutcome.Exited exited -> exited.code() == 0 ? "" : last(exited.stdout(), exited.stderr());
            case SandboxOutcome.TimedOut late -> "ran out of time";
            case SandboxOutcome.OutOfMemory memory -> "ran out of memory";
            case SandboxOutcome.TooMuchOutput much -> much.what();
            case SandboxOutcome.Failed failed ->
                throw GpiotException.resources(
                        "the sandbox (" + sandbox.name() + ") could not run programs: " + failed.why());
        };
    }

    private static String last(String stdout, String stderr) {
        return (stdout + "\n" + stderr)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((before, line) -> line)
                .orElse("it said nothing");
    }
}
