package io.gpiot.synthesis.execute;

import io.gpiot.base.GpiotException;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.sandbox.Sandbox;
import io.gpiot.sandbox.SandboxOutcome;
import io.gpiot.sandbox.SandboxTask;
import io.gpiot.sandbox.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs scripts in a sandbox layer.
 *
 * @param python the interpreter to call
 * @param pythonFolders what that interpreter must see besides /usr
 */
public record SandboxRunner(Sandbox sandbox, Path python, List<Path> pythonFolders) implements ProgramRunner {

    private static final int OUTPUT_FILES = 2000;

    public SandboxRunner {
        pythonFolders = List.copyOf(pythonFolders);
    }

    public static SandboxRunner of(Sandbox sandbox, PythonEnvironment environment) {
        return new SandboxRunner(sandbox, environment.python(), environment.readOnly());
    }

    @Override
    public Result run(Task task) {
        List<String> command = new ArrayList<>(
                List.of(python.toString(), "-B", task.script().toAbsolutePath().toString()));
        command.addAll(task.arguments());
        List<Path> readOnly = new ArrayList<>(pythonFolders);
        readOnly.add(task.script().toAbsolutePath().getParent());
        readOnly.addAll(task.readOnly());
        SandboxTask contained = new SandboxTask(
                command,
                Map.of("MPLBACKEND", "Agg", "PYTHONIOENCODING", "utf-8"),
                readOnly,
                task.output(),
                limits(task.limits()),
                task.input());
        return switch (sandbox.run(contained)) {
            case SandboxOutcome.Exited exited ->
                result(exited.code(), exited.stdout(), exited.stderr(), exited.usage(), false, false);
            case SandboxOutcome.TimedOut late -> result(-1, late.stdout(), late.stderr(), late.usage(), true, false);
            case SandboxOutcome.OutOfMemory memory ->
                result(-1, memory.stdout(), memory.stderr(), memory.usage(), false, true);
            case SandboxOutcome.TooMuchOutput much ->
                result(-1, much.stdout(), "wrote or printed " + much.what(), much.usage(), false, false);
            case SandboxOutcome.Failed failed -> throw failure(failed.why());
        };
    }

    private GpiotException failure(String why) {
        return GpiotException.resources("the sandbox (" + sandbox.name() + ") could not run a program: " + why);
    }

    /** The sandbox's own record: inside a runner the short name is the runner's. */
    private static io.gpiot.sandbox.Limits limits(ProgramRunner.Limits limits) {
        io.gpiot.sandbox.Limits usual = io.gpiot.sandbox.Limits.DEFAULT;
        return new io.gpiot.sandbox.Limits(
                duration(limits.wallSeconds()),
                duration(limits.cpuSeconds()),
                limits.memoryBytes(),
                Math.max(usual.outputBytes(), limits.memoryBytes() / 2),
                OUTPUT_FILES,
                limits.processes(),
                usual.openFiles(),
                usual.printedBytes());
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (1000 * seconds));
    }

    private static Result result(
            int code, String stdout, String stderr, Usage usage, boolean timedOut, boolean outOfMemory) {
        return new Result(code, stdout, stderr, usage.wallSeconds(), usage.peakBytes(), timedOut, outOfMemory);
    }
}
