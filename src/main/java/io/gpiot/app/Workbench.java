package io.gpiot.app;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Downloader;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.InstalledModel;
import io.gpiot.base.model.MachineMemory;
import io.gpiot.base.model.MemoryCheck;
import io.gpiot.base.model.ModelPuller;
import io.gpiot.base.model.ModelShape;
import io.gpiot.base.model.ModelStore;
import io.gpiot.engine.adapter.Adapter;
import io.gpiot.engine.adapter.AdapterFile;
import io.gpiot.engine.decode.EngineSettings;
import io.gpiot.engine.decode.LocalModel;
import io.gpiot.engine.decode.UnloadedModel;
import io.gpiot.environment.FetchedTools;
import io.gpiot.environment.Lock;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.environment.PythonEnvironments;
import io.gpiot.environment.Ruff;
import io.gpiot.environment.api.ApiIndex;
import io.gpiot.environment.api.ApiIndexes;
import io.gpiot.knowledge.Card;
import io.gpiot.knowledge.Knowledge;
import io.gpiot.sandbox.Layer;
import io.gpiot.sandbox.PythonInterpreter;
import io.gpiot.sandbox.Sandbox;
import io.gpiot.sandbox.SandboxSettings;
import io.gpiot.sandbox.Sandboxes;
import io.gpiot.sandbox.Selection;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.SandboxRunner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens what a run needs, each part once: Python environment, sandbox, knowledge, model. */
public final class Workbench {

    private final Home home;
    private final Map<String, String> environment;
    private final Progress progress;
    private final Consumer<String> says;

    /** @param says hears what is worth a line: where something comes from, what is skipped */
    public Workbench(Home home, Map<String, String> environment, Progress progress, Consumer<String> says) {
        this.home = home;
        this.says = says;
        this.environment = Map.copyOf(environment);
        this.progress = progress;
    }

    public Home home() {
        return home;
    }

    /** The environment of generated programs, made if it is not there yet. */
    public PythonEnvironment python(String lock) {
        return new PythonEnvironments(home, environment).ensure(Lock.builtIn(lock), progress);
    }

    /** What an environment offers to programs, looked up once. */
    public ApiIndex api(PythonEnvironment python) {
        return new ApiIndexes(home).of(python, progress);
    }

    /**
     * The strongest sandbox that works here, or the one that was asked for.
     *
     * @throws GpiotException RESOURCES where none works: programs of a model are not run without one
     */
    public Sandbox sandbox(Layer wanted, PythonEnvironment python) {
        var interpreter = new PythonInterpreter(python.python(), python.readOnly());
        var tools = new FetchedTools(home, environment);
        Path remembered = home.cache().resolve("sandbox");
        List<Path> candidates = tools.presentBubblewrap().map(List::of).orElse(List.of());
        Selection selection = Sandboxes.choose(new SandboxSettings(wanted, interpreter, candidates, remembered));
        if (selection instanceof Selection.Unavailable && candidates.isEmpty()) {
            Path fetched = tools.bubblewrap(progress);
            selection = Sandboxes.choose(new SandboxSettings(wanted, interpreter, List.of(fetched), remembered));
        }
        return switch (selection) {
            case Selection.Available available -> available.sandbox();
            case Selection.Unavailable unavailable -> throw GpiotException.resources(unavailable.message());
        };
    }

    /** Reads Python programs; fetched where it is not here. */
    public Ruff ruff(Progress progress) {
        return Ruff.of(home, environment, progress);
    }

    public static ProgramRunner runner(Sandbox sandbox, PythonEnvironment python) {
        return new SandboxRunner(sandbox, python.python(), python.readOnly());
    }

    public Knowledge knowledge() {
        return Knowledge.open(home, progress);
    }

    public static Retrieval retrieval(Knowledge knowledge) {
        return (query, count) -> count == 0
                ? List.of()
                : knowledge.cards(query, count).stream().map(Card::toPrompt).toList();
    }

    /**
     * Loads a model; one of the catalogue is pulled first if it is not installed.
     *
     * @param adapter its folder, or null for the base alone
     */
    public LocalModel model(String idOrPath, EngineSettings settings, @Nullable Path adapter) {
        InstalledModel installed = installed(idOrPath);
        return LocalModel.open(installed.path(), installed.id(), installed.sha256(), settings, adapter, progress);
    }

    /**
     * An adapter of a model, from a folder; its weights are read when they are needed.
     *
     * @throws GpiotException USER where the folder holds none, or one of another model
     */
    public Adapter adapter(Path folder, InstalledModel base) {
        Adapter adapter = AdapterFile.read(folder);
        adapter.requireBase(base.id(), base.sha256());
        return adapter;
    }

    /**
     * Asks whether a model's weights fit into memory, before they are fetched or loaded.
     *
     * @throws GpiotException RESOURCES where they do not, USER where there is no such model
     */
    public void checkMemory(String idOrPath) {
        ModelShape shape = new ModelStore(home, Catalogue.builtIn(environment)).shape(idOrPath);
        MemoryCheck.require(idOrPath, shape, MachineMemory.read(), says);
    }

    /** What a model's file says, where it is here; empty for one of the catalogue that would have to be fetched. */
    public Optional<UnloadedModel> unloaded(String idOrPath) {
        return new ModelStore(home, Catalogue.builtIn(environment))
                .locate(idOrPath)
                .map(path -> UnloadedModel.open(path, idOrPath, engineSettings()));
    }

    /** A model's files; one of the catalogue is pulled first if it is not installed. */
    public InstalledModel installed(String idOrPath) {
        Catalogue catalogue = Catalogue.builtIn(environment);
        var store = new ModelStore(home, catalogue);
        if (catalogue.find(idOrPath).isPresent() && store.installed(idOrPath).isEmpty()) {
            new ModelPuller(store, catalogue, new Downloader(), Clock.systemUTC()).pull(idOrPath, progress, says);
        }
        return store.find(idOrPath);
    }

    public EngineSettings engineSettings() {
        return EngineSettings.defaults(home.cache().resolve("kernels"));
    }
}
