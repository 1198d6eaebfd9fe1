package io.gpiot.base.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * The pip of one Python interpreter. It reads the user's own configuration (index, proxy, certificates), which is why
 * it is asked instead of an index. A wheel that is only downloaded runs no code.
 */
record Pip(String python) {

    /** Commands under which a usable Python is looked for, in this order. */
    static final List<String> USUAL_COMMANDS =
            List.of("python3", "python3.13", "python3.12", "python3.11", "python3.10", "python");

    private static final String PROBE = "import sys, pip; sys.exit(0 if sys.version_info >= (3, 10) else 1)";

    /** The first of the commands that is Python 3.10 or newer and has pip. */
    static Optional<Pip> find(List<String> commands) throws InterruptedException {
        for (String command : commands) {
            if (usable(command)) {
                return Optional.of(new Pip(command));
            }
        }
        return Optional.empty();
    }

    private static boolean usable(String command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command, "-c", PROBE)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    /**
     * Downloads one wheel.
     *
     * @param into an empty folder for the wheel
     * @param scratch a folder for pip's temporary files and its output
     * @param arrived is told now and then how many bytes came, as far as the scratch folder shows
     * @return the wheel
     * @throws IOException whose message is pip's own reason
     */
    Path download(PythonPackage wanted, Path into, Path scratch, LongConsumer arrived)
            throws IOException, InterruptedException {
        Files.createDirectories(into);
        Files.createDirectories(scratch);
        Path log = into.resolveSibling("pip.log");
        ProcessBuilder builder = new ProcessBuilder(
                python,
                "-m",
                "pip",
                "download",
                "--no-deps",
                "--only-binary=:all:",
                "--no-cache-dir", // the file is kept once, by us
                "--disable-pip-version-check",
                "--no-input",
                "--quiet",
                "-d",
                into.toString(),
                wanted.toString());
        builder.environment().put("TMPDIR", scratch.toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            long most = 0; // pip clears the folder before it ends, which is no step back
            while (!process.waitFor(250, TimeUnit.MILLISECONDS)) {
                most = Math.max(most, Folders.bytes(scratch));
                arrived.accept(most);
            }
        } finally {
            process.destroy(); // nothing where it has ended; not left behind where we are interrupted
        }
        if (process.exitValue() != 0) {
            throw new IOException("pip: " + reason(log));
        }
        try (Stream<Path> files = Files.list(into)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("pip ended without a wheel of " + wanted));
        }
    }

    /** pip's last line that begins with ERROR, else its last line. */
    private static String reason(Path log) throws IOException {
        List<String> lines =
                Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
        return lines.reversed().stream()
                .filter(line -> line.startsWith("ERROR"))
                .findFirst()
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()))
                .map(line -> line.replaceFirst("^ERROR:\\s*", "").strip())
                .orElse("failed and said nothing");
    }
}
