package io.gpiot.sandbox;

import io.gpiot.sandbox.host.Identity;
import io.gpiot.sandbox.seccomp.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What this machine has for tests. A test that needs what is missing is skipped, and says so. */
final class TestMachine {

    private TestMachine() {}

    static PythonInterpreter python() {
        return inPath("python3").map(TestMachine::inspect).orElseGet(() -> skip("no python3 in PATH"));
    }

    private static PythonInterpreter inspect(Path path) {
        try {
            return PythonInterpreter.inspect(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Sandbox bubblewrap() {
        Architecture architecture = architecture();
        return inPath("bwrap")
                .map(path -> new Bubblewrap(path, architecture, python().executable()))
                .orElseGet(() -> skip("no bwrap in PATH (apt-get install bubblewrap)"));
    }

    static Sandbox landlock(PythonInterpreter python, Path folder) {
        Sandbox sandbox = new Landlock(architecture(), python.executable());
        SandboxOutcome outcome = sandbox.run(new SandboxTask(
                List.of("/bin/true"), Map.of(), python.readOnly(), folder.resolve("tried"), Limits.DEFAULT, ""));
        boolean lacksLandlock =
                outcome instanceof SandboxOutcome.Failed failed && failed.why().contains("Landlock ABI");
        return lacksLandlock ? skip(outcome.toString()) : sandbox;
    }

    /** A Python that every user can run. */
    static PythonInterpreter openPython() {
        return Stream.of(Path.of("/usr/bin/python3"), Path.of("/usr/local/bin/python3"))
                .filter(path -> Files.isExecutable(path) && Identity.openToAll(path))
                .findFirst()
                .map(TestMachine::inspect)
                .orElseGet(() -> skip("no python3 in /usr"));
    }

    /** A Python that only root can run, for a test that runs as root. */
    static PythonInterpreter closedPython() {
        PythonInterpreter python = python();
        return Identity.current().isRoot() && !python.readOnly().stream().allMatch(Identity::openToAll)
                ? python
                : skip("not root, or its Python is open to all");
    }

    static Architecture architecture() {
        return Architecture.of(System.getProperty("os.arch"))
                .orElseGet(() -> skip("no filter for " + System.getProperty("os.arch")));
    }

    static Optional<Path> inPath(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Copies a script for probes, readable by all. */
    static Path probe(String name, Path folder) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream script = TestMachine.class.getResourceAsStream("/sandbox-probes/" + name)) {
            Files.write(copy, script.readAllBytes());
        }
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return copy;
    }

    /** Processes that have this text among their arguments. */
    static List<String> running(String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    String arguments = Files.readString(process.resolve("cmdline"));
                    if (arguments.contains(text)) {
                        found.add(process.getFileName() + " " + arguments.replace('\0', ' '));
                    }
                } catch (IOException e) {
                    continue; // it ended meanwhile
                }
            }
        }
        return found;
    }

    static <T> T skip(String why) {
        System.out.println("SKIPPED sandbox test: " + why);
        Assumptions.abort(why);
        throw new IllegalStateException("not reached");
    }
}
