package io.gpiot.app.cli;

import io.gpiot.app.SandboxedPython;
import io.gpiot.app.Workbench;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.data.scale.Workers;
import io.gpiot.data.verify.RowVerifier;
import io.gpiot.data.verify.RunnerSource;
import io.gpiot.data.verify.VerdictCache;
import io.gpiot.environment.Lock;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.sandbox.Layer;
import io.gpiot.synthesis.execute.ProgramRunner;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that runs rows can be told. */
class VerifyOptions {

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many batches of programs run at a time (default: one a core).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--python",
            paramLabel = "LOCK",
            description = "Package set of the programs: modern or classic (default: ${DEFAULT-VALUE}).")
    private String lock = Lock.DEFAULT;

    /** What {@code --python} was called before. */
    @Option(names = "--lock", hidden = true)
    private @Nullable String formerly;

    @Option(
            names = "--sandbox",
            paramLabel = "LAYER",
            defaultValue = "auto",
            description = "auto, bubblewrap, landlock, container or none (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String sandbox;

    int jobs() {
        return Math.max(1, jobs);
    }

    /** These options as they were told, for a command that another one runs. */
    List<String> arguments() {
        return List.of("--jobs", "" + jobs, "--python", lock(), "--sandbox", sandbox);
    }

    String lock() {
        return formerly == null ? lock : formerly;
    }

    Layer layer() {
        return layer(sandbox);
    }

    /** @throws GpiotException USER where there is no such layer */
    static Layer layer(String name) {
        return Layer.of(name)
                .orElseThrow(() -> GpiotException.user(
                        "there is no sandbox '" + name + "': auto, bubblewrap, landlock, container or none"));
    }

    /** Opens Python and the sandbox, here first, so that what is missing is said at once. */
    RowVerifier verifier(Workbench bench, Workers workers) {
        Home home = bench.home();
        PythonEnvironment python = bench.python(lock());
        RunnerSource source = source(bench);
        source.open();
        return new RowVerifier(
                source, new VerdictCache(home.cache().resolve("row-verdicts.jsonl")), python.identity(), workers);
    }

    /** Runs scripts of ours with that Python in that sandbox, wherever it is asked. */
    RunnerSource source(Workbench bench) {
        return new SandboxedPython(bench.home().root().toAbsolutePath().toString(), lock(), layer());
    }

    /** The same here; a missing environment is made before the eyes of whoever waits. */
    ProgramRunner runner(Workbench bench) {
        bench.python(lock());
        return source(bench).open();
    }
}
