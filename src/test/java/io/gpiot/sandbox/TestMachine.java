package io.gpiot.sandbox;

import io.gpiot.sandbox.seccomp.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What this machine has for tests. A test that needs what is missing is skipped, and says so. */
final class TestMachine {

    private TestMachine() {}

    static PythonInterpreter python() {
        return inPath("python3")
                .map(path -> {
                    try {
                        return PythonInterpreter.inspect(path);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .orElseGet(() -> skip("no python3 in PATH"));
    }

    static Sandbox bubblewrap() {
        Architecture architecture = architecture();
        return inPath("bwrap")
                .map(path -> new Bubblewrap(path, architecture, python().executable()))
                .orElseGet(() -> skip("no bwrap in PATH (apt-get install bubblewrap)"));
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

    static <T> T skip(String why) {
        System.out.println("SKIPPED sandbox test: " + why);
        Assumptions.abort(why);
        throw new IllegalStateException("not reached");
    }
}
