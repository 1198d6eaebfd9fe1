package io.gpiot.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Python and the folders that it needs to run.
 *
 * @param executable as it names itself: a virtual environment is found through this name, so its links stay
 * @param readOnly for {@link SandboxTask#readOnly}: the environment and the installation behind it
 */
public record PythonInterpreter(Path executable, List<Path> readOnly) {

    private static final String ASK =
            "import os, sys; print(sys.executable); print(sys.prefix); print(sys.base_prefix); "
                    + "print(os.path.dirname(os.path.realpath(sys.executable)))";

    public PythonInterpreter {
        readOnly = List.copyOf(readOnly);
    }

    /**
     * Asks that Python where it lies; a shim that picks one answers with the one that it picked.
     *
     * @throws IOException where it does not run
     */
    public static PythonInterpreter inspect(Path executable) throws IOException {
        Path absolute = executable.toAbsolutePath().normalize();
        Process process = new ProcessBuilder(absolute.toString(), "-I", "-c", ASK)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(absolute + " does not run: " + answer.strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + absolute + " where it lies", e);
        }
        List<Path> lines = answer.lines().map(Path::of).toList();
        Path itself = lines.getFirst();
        List<Path> folders = Stream.concat(lines.stream().skip(1), Stream.of(itself.resolveSibling("")))
                .map(folder -> Path.of(folder.toString()))
                .filter(folder -> Files.isDirectory(folder) && !underUsr(folder))
                .distinct()
                .toList();
        return new PythonInterpreter(
                itself,
                folders.stream()
                        .filter(folder ->
                                folders.stream().noneMatch(other -> !other.equals(folder) && folder.startsWith(other)))
                        .toList());
    }

    /** Those are always there. */
    private static boolean underUsr(Path folder) {
        return Stream.of("/usr", "/bin", "/sbin", "/lib").anyMatch(folder::startsWith);
    }
}
