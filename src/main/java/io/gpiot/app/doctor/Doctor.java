package io.gpiot.app.doctor;

import io.gpiot.base.Home;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.InstalledModel;
import io.gpiot.base.model.ModelStore;
import io.gpiot.environment.FetchedTools;
import io.gpiot.environment.Lock;
import io.gpiot.environment.MachinePython;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.environment.PythonEnvironments;
import io.gpiot.sandbox.Layer;
import io.gpiot.sandbox.PythonInterpreter;
import io.gpiot.sandbox.SandboxSettings;
import io.gpiot.sandbox.Sandboxes;
import io.gpiot.sandbox.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at the machine, the disk, Python, the sandbox and the models. */
public final class Doctor {

    /** A base model and the Python environment, with room to breathe. */
    private static final long DISK_FOR_EVERYTHING = 3_000_000_000L;

    private static final String GET_PYTHON =
            "install one (sudo apt-get install python3 python3-pip, or python.org) or set GPIOT_PYTHON";

    private final Home home;
    private final Machine machine;
    private final Catalogue catalogue;
    private final PythonEnvironments environments;
    private final FetchedTools tools;

    /** @param variables of this process' environment */
    public Doctor(Home home, Machine machine, Map<String, String> variables) {
        this.home = home;
        this.machine = machine;
        this.catalogue = Catalogue.builtIn(variables);
        this.environments = new PythonEnvironments(home, variables);
        this.tools = new FetchedTools(home, variables);
    }

    /** Takes a few seconds where the sandbox was not tested before. */
    public Diagnosis examine() {
        Lock lock = Lock.builtIn(Lock.DEFAULT);
        Optional<MachinePython> python = environments.interpreter(lock);
        Optional<PythonEnvironment> made = environments.find(lock);
        List<InstalledModel> models = new ModelStore(home, catalogue).installed();
        List<Finding> findings = new ArrayList<>(Hardware.findings(machine));
        findings.add(disk(made.isPresent() && !models.isEmpty()));
        findings.add(environments
                .objection(lock)
                .map(reason -> Finding.missing("Python", reason, "set it to a " + range(lock) + ", or unset it"))
                .orElseGet(() -> python(lock, python)));
        findings.add(packages());
        findings.add(environment(lock, made));
        findings.add(sandbox(made.map(PythonEnvironment::python).or(() -> python.map(MachinePython::executable))));
        findings.add(models(models));
        return new Diagnosis(findings, Recommendation.of(machine, catalogue));
    }

    private Finding disk(boolean everythingIsHere) {
        Path existing = home.root().toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            String what = Files.isDirectory(existing) ? "a folder that we may not write to" : "a file and not a folder";
            return Finding.missing(
                    "Disk",
                    "cannot use " + home.root() + ": " + existing + " is " + what,
                    "set GPIOT_HOME to a folder of yours");
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            String detail = Hardware.gigabytes(free) + " free for " + home.root();
            return everythingIsHere || free >= DISK_FOR_EVERYTHING
                    ? Finding.ok("Disk", detail)
                    : Finding.missing(
                            "Disk",
                            detail,
                            "model and Python environment need " + Hardware.gigabytes(DISK_FOR_EVERYTHING)
                                    + ": free some, or set GPIOT_HOME to another disk");
        } catch (IOException e) {
            return Finding.missing("Disk", "cannot look at " + existing + ": " + e.getMessage(), "set GPIOT_HOME");
        }
    }

    private static Finding python(Lock lock, Optional<MachinePython> python) {
        return python.map(found -> Finding.ok("Python", found.version() + " at " + found.executable()))
                .orElseGet(() -> Finding.missing("Python", "no " + range(lock), GET_PYTHON));
    }

    private static String range(Lock lock) {
        return "Python 3." + lock.oldest() + " to 3." + lock.newest();
    }

    private Finding packages() {
        Optional<Path> uv = tools.presentUv();
        if (uv.isPresent()) {
            return Finding.ok("Packages", "uv at " + uv.get());
        }
        return environments.canFetch()
                ? Finding.ok("Packages", "pip, which fetches uv when it is needed")
                : Finding.missing(
                        "Packages", "neither uv nor a Python with pip", "sudo apt-get install python3-pip, or get uv");
    }

    private static Finding environment(Lock lock, Optional<PythonEnvironment> made) {
        return made.map(found -> Finding.ok(
                        "Environment", lock.name() + ": " + found.packages().size() + " packages at " + found.root()))
                .orElseGet(() -> Finding.note(
                        "Environment", lock.name() + ": not made yet", "the first run makes it (about 1 GB of disk)"));
    }

    private Finding sandbox(Optional<Path> python) {
        if (python.isEmpty()) {
            return Finding.missing("Sandbox", "cannot be tested without Python", GET_PYTHON);
        }
        Optional<Path> bubblewrap = tools.presentBubblewrap();
        try {
            Selection selection = Sandboxes.choose(new SandboxSettings(
                    Layer.AUTOMATIC,
                    PythonInterpreter.inspect(python.get()),
                    bubblewrap.map(List::of).orElse(List.of()),
                    home.cache()));
            return switch (selection) {
                case Selection.Available available ->
                    Finding.ok(
                            "Sandbox",
                            available.reports().getLast().layer() + " passed its self-test, "
                                    + available.reports().getLast().detail());
                case Selection.Unavailable unavailable -> refused(unavailable, bubblewrap.isPresent());
            };
        } catch (IOException e) {
            return Finding.missing("Sandbox", "cannot be tested: " + e.getMessage(), GET_PYTHON);
        }
    }

    private Finding refused(Selection.Unavailable unavailable, boolean present) {
        if (!present && environments.canFetch() && machine.system().equals("Linux")) {
            return Finding.note(
                    "Sandbox",
                    "bubblewrap is not here yet",
                    "the first run fetches it (or: apt-get install bubblewrap)");
        }
        String detail = unavailable.reports().stream()
                .map(report -> report.layer() + ": " + report.detail())
                .collect(Collectors.joining("; "));
        String remedy = unavailable.reports().isEmpty()
                ? "use Linux"
                : unavailable.reports().getLast().remedy();
        return Finding.missing("Sandbox", detail, remedy);
    }

    private Finding models(List<InstalledModel> installed) {
        if (installed.isEmpty()) {
            return Finding.note(
                    "Models",
                    "none here yet",
                    "the first run fetches it, or: gpiot models pull " + Catalogue.DEFAULT_MODEL);
        }
        return Finding.ok(
                "Models",
                installed.stream()
                        .map(model -> model.id() + " (" + Hardware.gigabytes(model.bytes()) + ")")
                        .collect(Collectors.joining(", ")));
    }
}
