package io.gpiot.sandbox;

import io.gpiot.sandbox.host.HeldFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Six probes that a layer must contain before it is trusted, in two runs: an honest program works; no network; a file
 * of the host is hidden; nothing is written outside; no new namespaces and no mounts; nothing survives a time-out.
 */
final class SelfTest {

    private static final List<String> FIRST_FIVE = List.of("honest", "network", "reading", "writing", "kernel");
    private static final long MEBIBYTE = 1L << 20;
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(30), Duration.ofSeconds(10), 512 * MEBIBYTE, MEBIBYTE, 10, 16, 64, 64 * 1024);

    private final Sandbox sandbox;
    private final PythonInterpreter python;

    SelfTest(Sandbox sandbox, PythonInterpreter python) {
        this.sandbox = sandbox;
        this.python = python;
    }

    /** @return what got through, in words, or nothing */
    Optional<String> failure() {
        String token = UUID.randomUUID().toString();
        try (HeldFolder held = HeldFolder.create("selftest")) {
            Path folder = held.root();
            // Others may read it, so that nothing but the sandbox keeps it from the program.
            Path secret = Files.writeString(folder.resolve("secret"), token);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
            Optional<String> failure = fiveProbes(folder, secret);
            return failure.isPresent() ? failure : survivor(folder, token);
        } catch (IOException e) {
            return Optional.of("the self-test's folder: " + e.getMessage());
        }
    }

    private Optional<String> fiveProbes(Path folder, Path secret) throws IOException {
        SandboxOutcome outcome = run(folder.resolve("out"), LIMITS, secret.toString());
        if (!(outcome instanceof SandboxOutcome.Exited exited)) {
            return Optional.of(
                    outcome instanceof SandboxOutcome.Failed failed
                            ? failed.why()
                            : "a harmless program ended as " + outcome);
        }
        List<String> lines = exited.stdout().lines().toList();
        for (String probe : FIRST_FIVE) {
            if (!lines.contains("contained " + probe)) {
                return Optional.of("probe '" + probe + "' failed: "
                        + (exited.stdout() + " " + exited.stderr()).strip().replace('\n', ' '));
            }
        }
        if (exited.files().size() != 1
                || !Files.readString(exited.files().getFirst()).equals("written")) {
            return Optional.of("the program's file was not collected");
        }
        return Files.exists(folder.resolve("stolen")) ? Optional.of("a file was written outside") : Optional.empty();
    }

    private Optional<String> survivor(Path folder, String token) {
        SandboxOutcome outcome = run(folder.resolve("out"), LIMITS.withWall(Duration.ofSeconds(1)), "survive", token);
        if (!(outcome instanceof SandboxOutcome.TimedOut)) {
            return Optional.of("a program that sleeps did not time out: " + outcome);
        }
        return running(token) ? Optional.of("a process survived a time-out") : Optional.empty();
    }

    private SandboxOutcome run(Path output, Limits limits, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(python.executable().toString());
        try {
            command.addAll(List.of("-I", "-S", "-c", Resource.text("selftest.py")));
        } catch (IOException e) {
            return new SandboxOutcome.Failed("cannot read our own script: " + e.getMessage());
        }
        command.addAll(List.of(arguments));
        return sandbox.run(new SandboxTask(command, Map.of(), python.readOnly(), output, limits, ""));
    }

    private static boolean running(String token) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    if (Files.readString(process.resolve("cmdline")).contains(token)) {
                        return true;
                    }
                } catch (IOException e) {
                    continue; // it ended meanwhile
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
