package io.gpiot.app;

import io.gpiot.base.GpiotException;
import io.gpiot.base.download.Folders;
import io.gpiot.engine.LanguageModel;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.sandbox.Layer;
import io.gpiot.sandbox.Sandbox;
import io.gpiot.synthesis.compose.Distributions;
import io.gpiot.synthesis.compose.MainComposer;
import io.gpiot.synthesis.compose.WholeRun;
import io.gpiot.synthesis.execute.ProgramJudge;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.ValueStore;
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

/** One opened chain: a model and its surroundings together, for as many runs as wanted; many threads may run at once. */
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

    private final Surroundings around;
    private final LanguageModel model;
    private final boolean own;
    private final Consumer<String> says;

    private RunSession(Surroundings around, LanguageModel model, boolean own, Consumer<String> says) {
        this.around = around;
        this.model = model;
        this.own = own;
        this.says = says;
    }

    /** Opens the cheap parts first, so that what is missing is said before a model is loaded. */
    public static RunSession open(Workbench bench, Choice choice, Consumer<String> says) {
        if (choice.adapter() != null) {
            bench.adapter(choice.adapter(), bench.installed(choice.model()));
        }
        Surroundings around = Surroundings.open(bench, choice.lock(), choice.sandbox(), choice.guard(), says);
        try {
            LanguageModel model = bench.model(choice.model(), bench.engineSettings(), choice.adapter());
            return new RunSession(around, model, true, says);
        } catch (RuntimeException e) {
            around.close();
            throw e;
        }
    }

    /** A session over parts that somebody else keeps: many may share them, and closing one closes none of them. */
    public static RunSession over(Surroundings around, LanguageModel model, Consumer<String> says) {
        return new RunSession(around, model, false, says);
    }

    public LanguageModel model() {
        return model;
    }

    public Surroundings around() {
        return around;
    }

    public Sandbox sandbox() {
        return around.sandbox();
    }

    public PythonEnvironment python() {
        return around.python();
    }

    public WholeRun wholeRun() {
        return new WholeRun(around.runner(), around.scripts());
    }

    /** Writes the programs, or goes on with what the folder holds. */
    public Result synthesise(Task task, Path runFolder, Consumer<Event> listener) {
        Path folder = runFolder.toAbsolutePath(); // the sandbox shows programs absolute paths
        var programs = task.settings().programs();
        var store = new ValueStore(RunFolder.values(folder));
        int parallel = Math.max(1, Math.min(2, Runtime.getRuntime().availableProcessors()));
        var tools = new Tools(
                model,
                Workbench.retrieval(around.knowledge()),
                new DataInspector(around.runner(), around.scripts(), store, LARGEST_DATA, programs.memoryBytes(), says),
                new ProgramJudge(
                        around.runner(),
                        around.scripts(),
                        store,
                        new ProgramJudge.Limits(programs.seconds(), programs.memoryBytes()),
                        parallel),
                new MainComposer(RunFolder.dataFrom(folder, task.data()), Distributions.of(around.python())),
                Tools::standardForm,
                around.guard());
        return new Synthesis(tools, listener).run(task, folder);
    }

    /** Runs main.py as a whole on the data, and compares what it gives with the step-wise run. */
    public Whole runWhole(Task task, Path runFolder, Result result) {
        Path folder = runFolder.toAbsolutePath();
        var programs = task.settings().programs();
        Path results = folder.resolve("results");
        try {
            Folders.delete(results); // those of an earlier plan
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
        if (own) {
            model.close();
            around.close();
        }
    }
}
