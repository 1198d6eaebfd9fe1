package io.gpiot.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to contain. It starts in its output folder, so relative names are the way to write; the folder's absolute
 * name differs between layers and is given to it as {@code SANDBOX_OUTPUT}.
 *
 * @param command the program and its arguments; its interpreter lies under {@code readOnly} or /usr
 * @param environment the whole environment but for {@code PATH, HOME, TMPDIR, LANG}, the thread counts of numeric
 *     libraries and {@code SANDBOX_OUTPUT}, which are set unless given; nothing of ours is inherited
 * @param readOnly absolute host paths that are visible at the same path, read-only; /usr and the C library are always
 * @param outputFolder where accepted files are copied after the run; it need not exist. The program never sees it, nor
 *     what lies in it already.
 * @param standardInput given to the program as UTF-8
 */
public record SandboxTask(
        List<String> command,
        Map<String, String> environment,
        List<Path> readOnly,
        Path outputFolder,
        Limits limits,
        String standardInput) {

    public SandboxTask {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        readOnly = readOnly.stream().map(Path::normalize).distinct().toList();
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a sandbox task needs a command");
        }
        for (Path path : readOnly) {
            if (!path.isAbsolute() || path.getNameCount() == 0 || path.startsWith("/proc") || path.startsWith("/dev")) {
                throw new IllegalArgumentException("cannot show " + path + " to a sandboxed program");
            }
        }
    }
}
