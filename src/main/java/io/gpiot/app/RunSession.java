package io.gpiot.app;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.LineGuardFactory;
import io.gpiot.engine.decode.LocalModel;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.knowledge.Knowledge;
import io.gpiot.sandbox.Layer;
import io.gpiot.sandbox.Sandbox;
import io.gpiot.synthesis.compose.Distributions;
import io.gpiot.synthesis.compose.MainComposer;
import io.gpiot.synthesis.compose.WholeRun;
import io.gpiot.synthesis.execute.ProgramJudge;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.PythonScripts;
import io.gpiot.synthesis.execute.ValueStore;
import io.gpiot.synthesis.guard.ProgramGuard;
import io.gpiot.synthesis.inspect.DataInspector;
import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Result;
import io.gpiot.synthesis.run.RunFolder;
import io.gpiot.synthesis.run.Synthesis;
import io.gpiot.synthesis.run.Task;
import io.gpiot.synthesis.run.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One opened chain: model, knowledge, Python and sandbox together, for as many runs as wanted. */
public final class RunSession implements AutoCloseable {

    /** How many bytes of data a run reads at most. */
    public static final long LARGEST_DATA = 2L << 30;

    /**
     * What to open.
     *
     * @param model id or path
     * @param lock of the Python environment
     * @param adapter its folder, or null for the base alone
     * @param guard whether programs are watched while they are written
     */
    public record Choice(String model, @Nullable Path adapter, String lock, Layer sandbox, boolean guard) {

        /** The base alone, with the guard. */
        public Choice(String model, String lock, Layer sandbox) {
            this(model, null, lock, sandbox, true);
        }
    }

    private final PythonEnvironment python;
    private final Sandbox sandbox;
    private final PythonScripts scripts;
    private final ProgramRunner runner;
    private final Knowledge knowledge;
    private final LocalModel model;
    private final @Nullable LineGuardFactory guard;
    private final Consumer<String> says;

    private RunSession(
            PythonEnvironment python,
            Sandbox sandbox,
            PythonScripts scripts,
            Knowledge knowledge,
            LocalModel model,
            @Nullable LineGuardFactory guard,
            Consumer<String> says) {
        this.python = python;
        this.sandbox = sandbox;
        this.scripts = scripts;
        this.runner = Workbench.runner(sandbox, python);
        this.knowledge = knowledge;
        this.model = model;
        this.guard = guard;
        this.says = says;
    }

    /** Opens the cheap parts first, so that what is missing is said before a model is loaded. */
    public static RunSession open(Workbench bench, Choice choice, Consumer<String> says) {
        if (choice.adapter() != null) {
            bench.adapter(choice.adapter(), bench.installed(choice.model()));
        }
        PythonEnvironment python = bench.python(choice.lock());
        Sandbox sandbox = bench.sandbox(choice.sandbox(), python);
        PythonScripts scripts =
                PythonScripts.unpack(bench.home().cache().resolve("scripts").toAbsolutePath());
        LineGuardFactory guard = choice.guard() ? guard(bench, python, says) : null;
        Knowledge knowledge = bench.knowledge();
        try {
            LocalModel model = bench.model(choice.model(), bench.engineSettings(), choice.adapter());
            return new RunSession(python, sandbox, scripts, knowledge, model, guard, says);
        } catch (RuntimeException e) {
            knowledge.close();
            throw e;
        }
    }

    /** Null where the packages cannot be looked into: a run without it is better than none. */
    private static @Nullable LineGuardFactory guard(Workbench bench, PythonEnvironment python, Consumer<String> says) {
        try {
            return ProgramGuard.factory(bench.api(python));
        } catch (GpiotException e) {
            says.accept("programs are written without the guard: " + e.getMessage());
            return null;
        }
    }

    public LocalModel model() {
        return model;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public PythonEnvironment python() {
        return python;
    }

    public WholeRun wholeRun() {
        return new WholeRun(runner, scripts);
    }

    /** Writes the programs, or goes on with what the folder holds. */
    public Result synthesise(Task task, Path runFolder, Consumer<Event> listener) {
        Path folder = runFolder.toAbsolutePath(); // the sandbox shows programs absolute paths
        var programs = task.settings().programs();
        var store = new ValueStore(RunFolder.values(folder));
        int parallel = Math.max(1, Math.min(2, Runtime.getRuntime().availableProcessors()));
        var tools = new Tools(
                model,
                Workbench.retrieval(knowledge),
                new DataInspector(runner, scripts, store, LARGEST_DATA, programs.memoryBytes(), says),
                new ProgramJudge(
                        runner,
                        scripts,
                        store,
                        new ProgramJudge.Limits(programs.seconds(), programs.memoryBytes()),
                        parallel),
                new MainComposer(task.data().toAbsolutePath(), Distributions.of(python)),
                Tools::standardForm,
                guard);
        return new Synthesis(tools, listener).run(task, folder);
    }

    /** Runs main.py as a whole on the data, and compares what it gives with the step-wise run. */
    public Whole runWhole(Task task, Path runFolder, Result result) {
        Path folder = runFolder.toAbsolutePath();
        var programs = task.settings().programs();
        Path results = folder.resolve("results");
        try {
            Files.createDirectories(results);
        } catch (java.io.IOException e) {
            throw GpiotException.resources("cannot make " + results + ": " + e.getMessage(), e);
        }
        ProgramRunner.Limits limits = limits(task);
        var ran = wholeRun().run(folder, task.data(), results, true, limits);
        if (ran.exitCode() != 0 || ran.timedOut() || ran.outOfMemory()) {
            String why = ran.timedOut()
                    ? "it ran longer than " + (long) limits.wallSeconds() + " s"
                    : ran.outOfMemory()
                            ? "it needed more than " + (programs.memoryBytes() >> 20) + " MiB"
                            : ran.lastLine();
            return new Whole(false, why, ran.seconds(), ran.peakBytes(), Map.of(), results);
        }
        var differences = wholeRun().differences(result.solutions(), new ValueStore(RunFolder.values(folder)), results);
        return new Whole(true, "", ran.seconds(), ran.peakBytes(), differences, results);
    }

    public static ProgramRunner.Limits limits(Task task) {
        var programs = task.settings().programs();
        return new ProgramRunner.Limits(programs.seconds(), programs.seconds(), programs.memoryBytes(), 64);
    }

    /**
     * How main.py did.
     *
     * @param why it failed, or empty
     * @param differences value name to how it differs from the step-wise run; empty where nothing does
     */
    public record Whole(
            boolean ran, String why, double seconds, long peakBytes, Map<String, String> differences, Path results) {}

    @Override
    public void close() {
        model.close();
        knowledge.close();
    }
}
