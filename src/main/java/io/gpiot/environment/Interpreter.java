package io.gpiot.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Python of this machine.
 *
 * @param executable as it is called
 * @param base the same, or the one that a virtual environment was made from
 * @param implementation {@code CPython}
 * @param version {@code 3.11.7}
 * @param folders where its own files lie
 * @param pip whether it has pip
 */
record Interpreter(Path executable, Path base, String implementation, String version, List<Path> folders, boolean pip) {

    Interpreter {
        folders = List.copyOf(folders);
    }

    /** The 11 of 3.11.7; -1 for another Python than 3. */
    int release() {
        String[] parts = version.split("\\.", -1);
        return parts[0].equals("3") ? Integer.parseInt(parts[1]) : -1;
    }

    /** Whether wheels of CPython for these releases run on it. */
    boolean fits(int oldest, int newest) {
        return implementation.equals("CPython") && release() >= oldest && release() <= newest;
    }

    /** What a program must be shown besides /usr, outermost folders only. */
    List<Path> readOnly() {
        return folders.stream()
                .filter(folder -> !folder.startsWith("/usr") || folder.startsWith("/usr/local/Cellar"))
                .filter(folder -> Stream.of("/", "/bin", "/lib", "/lib64").noneMatch(folder.toString()::equals))
                .filter(folder ->
                        folders.stream().noneMatch(other -> !other.equals(folder) && folder.startsWith(other)))
                .sorted()
                .toList();
    }
}
