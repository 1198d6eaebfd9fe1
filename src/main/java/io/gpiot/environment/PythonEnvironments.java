package io.gpiot.environment;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.Resources;
import io.gpiot.base.download.DiskSpace;
import io.gpiot.base.download.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environments on this machine: {@code environments/LOCK-HASH/} with {@code environment.json}. One is put together
 * beside its place and appears by a rename, so it is whole or not there. What was downloaded before an interruption
 * stays in uv's cache, so the same call goes on from there.
 */
public final class PythonEnvironments {

    private static final String RECORD = "environment.json";
    /** An environment with its cached downloads, with room to breathe. */
    private static final long NEEDED_BYTES = 1_500_000_000;

    private record Inventory(Map<String, String> packages, Map<String, String> modules, List<String> standardModules) {}

    private final Home home;
    private final Map<String, String> environment;
    private final Tool tool;
    private final Pythons pythons;
    private final FetchedTools tools;

    /** @param environment variables of this process: PATH, HOME, pip's and uv's settings, {@code GPIOT_PYTHON} */
    public PythonEnvironments(Home home, Map<String, String> environment) {
        this(home, environment, new Pythons(environment));
    }

    PythonEnvironments(Home home, Map<String, String> environment, Pythons pythons) {
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.tool = new Tool(environment);
        this.pythons = pythons;
        this.tools = new FetchedTools(home, tool, pythons);
    }

    /** The environment of a lock where it is already made and still works. */
    public Optional<PythonEnvironment> find(Lock lock) {
        Path record = folder(lock).resolve(RECORD);
        return Files.isReadable(record)
                ? Optional.of(Json.readFile(record, PythonEnvironment.class)).filter(PythonEnvironment::works)
                : Optional.empty();
    }

    /**
     * The environment of a lock, made now where there is none.
     *
     * @throws GpiotException RESOURCES where there is no fitting Python, no network or no disk space; USER where
     *     {@code GPIOT_PYTHON} names what cannot be taken
     */
    public PythonEnvironment ensure(Lock lock, Progress progress) {
        pythons.requireNamed(lock.oldest(), lock.newest());
        Optional<PythonEnvironment> ready = find(lock);
        if (ready.isPresent()) {
            return ready.get();
        }
        Path key = home.environments().resolve("." + lock.id() + ".lock");
        try (Exclusive alone = Exclusive.open(key, "the Python environment " + lock.name(), progress)) {
            return find(lock).orElseGet(() -> make(lock, progress));
        }
    }

    /** The Python that {@link #ensure} would take; empty where none fits. */
    public Optional<MachinePython> interpreter(Lock lock) {
        return pythons.first(lock.oldest(), lock.newest())
                .map(python -> new MachinePython(python.executable(), python.version(), python.pip()));
    }

    /** What is wrong with {@code GPIOT_PYTHON}; empty where nothing is, or where it is not set. */
    public Optional<String> objection(Lock lock) {
        return pythons.objection(lock.oldest(), lock.newest());
    }

    /** Whether something can fetch packages: uv, or a Python with pip that fetches uv. */
    public boolean canFetch() {
        return tools.presentUv().isPresent() || pythons.withPip().isPresent();
    }

    private Path folder(Lock lock) {
        return home.environments().resolve(lock.id()).toAbsolutePath();
    }

    private PythonEnvironment make(Lock lock, Progress progress) {
        Interpreter python = pythons.require(lock.oldest(), lock.newest());
        Path environments = home.environments().toAbsolutePath();
        Path part = environments.resolve(lock.id() + ".part");
        Path log = environments.resolve(lock.name() + ".log");
        try {
            Files.createDirectories(environments);
            DiskSpace.real().require(NEEDED_BYTES, environments);
            Files.deleteIfExists(log);
            Folders.delete(part);
            fill(lock, python, part, log, progress);
            Folders.delete(folder(lock));
            Files.move(part, folder(lock), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw GpiotException.resources("cannot make " + folder(lock) + ": " + e.getMessage(), e);
        }
        return find(lock)
                .orElseThrow(() -> GpiotException.resources(
                        folder(lock) + " was made but its Python does not run; the log is " + log));
    }

    private void fill(Lock lock, Interpreter python, Path part, Path log, Progress progress) throws IOException {
        Path uv = tools.uv(progress);
        Map<String, String> settings = uvSettings(python);
        Tool.Result made = tool.run(
                List.of(
                        uv.toString(),
                        "venv",
                        "--quiet",
                        "--no-project",
                        "--relocatable",
                        "--python",
                        python.executable().toString(),
                        part.toString()),
                settings,
                log,
                () -> {});
        if (!made.succeeded()) {
            throw Failure.of("making a Python environment with " + python.executable(), made.output(), log);
        }
        Path requirements = part.resolve("lock.txt");
        Files.writeString(requirements, lock.text());
        Path inner = part.resolve("bin/python");
        try (InstallProgress shown = new InstallProgress(progress, lock.name(), log, part)) {
            Tool.Result filled = tool.run(
                    List.of(
                            uv.toString(),
                            "pip",
                            "sync",
                            "--require-hashes",
                            "--only-binary",
                            ":all:",
                            "--compile-bytecode",
                            "--python",
                            inner.toString(),
                            requirements.toString()),
                    settings,
                    log,
                    shown::look);
            if (!filled.succeeded()) {
                throw Failure.of(
                        "fetching the packages of the Python environment " + lock.name(), filled.output(), log);
            }
            shown.finish();
        }
        try (Progress.Task task =
                progress.start("Python environment " + lock.name() + ": listing its packages", -1, "")) {
            task.at(0);
            Json.writeFile(part.resolve(RECORD), describe(lock, python, inner));
        }
    }

    /** Settings that hold for every call of uv; the user's own variables for it stand beside them. */
    private Map<String, String> uvSettings(Interpreter python) {
        Interpreter asked = python.pip() ? python : pythons.withPip().orElse(python);
        Map<String, String> settings =
                new LinkedHashMap<>(PipSettings.forUv(PipSettings.read(tool, asked), environment));
        settings.put("UV_PYTHON_DOWNLOADS", "never");
        settings.put("UV_NO_PROGRESS", "1");
        // On the environment's own disk, so that files are linked and not stored twice.
        settings.putIfAbsent(
                "UV_CACHE_DIR", home.cache().resolve("uv").toAbsolutePath().toString());
        return settings;
    }

    private PythonEnvironment describe(Lock lock, Interpreter python, Path inner) throws IOException {
        Inventory inventory = inventory(inner);
        Path root = folder(lock);
        List<Path> readOnly = new ArrayList<>(List.of(root));
        python.readOnly().stream().filter(Files::isDirectory).forEach(readOnly::add);
        return new PythonEnvironment(
                lock.name(),
                lock.hash(),
                root,
                root.resolve("bin/python"),
                inner.toRealPath(),
                python.version(),
                readOnly,
                inventory.packages().entrySet().stream()
                        .map(entry -> new InstalledPackage(entry.getKey(), entry.getValue()))
                        .toList(),
                inventory.modules(),
                inventory.standardModules());
    }

    private Inventory inventory(Path python) {
        String json = tool.ask(List.of(
                        python.toString(), "-I", "-c", Resources.text(PythonEnvironments.class, "inventory.py")))
                .orElseThrow(() -> GpiotException.resources("the new environment's Python does not run: " + python));
        try {
            return Json.MAPPER.readValue(json, Inventory.class);
        } catch (JsonProcessingException e) {
            throw GpiotException.internal("cannot read the list of installed packages", e);
        }
    }
}
