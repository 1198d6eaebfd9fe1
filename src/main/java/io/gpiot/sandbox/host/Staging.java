package io.gpiot.sandbox.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder for one run, made new and removed afterwards: {@code output}, which alone the program may write (and
 * {@code temporary} where a layer has no memory file system), and {@code control} with files that only we read.
 *
 * <p>A lock in it says that the run lives. Whoever was killed leaves its folder behind; the next run removes it.
 */
public final class Staging implements AutoCloseable {

    private static final String PREFIX = "gpiot-sandbox-";
    private static final String OWN_PREFIX = PREFIX + ProcessHandle.current().pid() + "-";
    /** A folder without a lock this old is not just being made. */
    private static final Duration LONG_MADE = Duration.ofHours(1);

    private final Path root;
    private final FileChannel lock;

    private Staging(Path root) throws IOException {
        this.root = root;
        Files.createDirectory(control(), PosixFilePermissions.asFileAttribute(rights("rwx------")));
        lock = FileChannel.open(lockOf(root), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
    }

    /** @param owner who the program runs as, where that is not who we are: gets what it may write; else null */
    public static Staging create(@Nullable Integer owner) throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        removeLeftBehind(parent);
        Path root = Files.createTempDirectory(parent, OWN_PREFIX);
        Staging staging = new Staging(root);
        for (Path writable : List.of(staging.output(), staging.temporary())) {
            Files.createDirectory(writable, PosixFilePermissions.asFileAttribute(rights("rwx------")));
            if (owner != null) {
                Files.setAttribute(writable, "unix:uid", owner);
                Files.setAttribute(writable, "unix:gid", owner);
            }
        }
        if (owner != null) {
            // Another user must pass through to its own folder; names in here cannot be listed.
            Files.setPosixFilePermissions(staging.root, rights("rwx--x--x"));
        }
        return staging;
    }

    public Path root() {
        return root;
    }

    /** Where the program starts and writes. */
    public Path output() {
        return root.resolve("output");
    }

    /** Scratch files that nobody collects. */
    public Path temporary() {
        return root.resolve("temporary");
    }

    /** Readable by us alone. */
    public Path control() {
        return root.resolve("control");
    }

    /** Removes all of it, also what the program made unreadable or nested deeper than a path can name. */
    @Override
    public void close() throws IOException {
        lock.close();
        remove(root);
    }

    /**
     * Folders of our own user whose lock nobody holds, and old ones without a lock, whose run was killed while it made
     * them. Those of this process are not even asked: a process gives its lock up when it closes any descriptor of the
     * file.
     */
    private static void removeLeftBehind(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                boolean thisProcess = folder.getFileName().toString().startsWith(OWN_PREFIX);
                if (!thisProcess && isOurs(folder) && isLeft(folder)) {
                    remove(folder);
                }
            }
        }
    }

    private static boolean isOurs(Path folder) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                            .equals(Identity.current().user());
        } catch (IOException e) {
            return false; // removed meanwhile
        }
    }

    private static boolean isLeft(Path folder) {
        if (Files.isRegularFile(lockOf(folder))) {
            return isFree(lockOf(folder));
        }
        try {
            FileTime changed = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS);
            return changed.toInstant().isBefore(Instant.now().minus(LONG_MADE));
        } catch (IOException e) {
            return false; // removed meanwhile
        }
    }

    private static boolean isFree(Path lock) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (OverlappingFileLockException | IOException e) {
            return false; // removed meanwhile
        }
    }

    private static Path lockOf(Path folder) {
        return folder.resolve("control/lock");
    }

    private static void remove(Path folder) {
        tool("chmod", "-R", "u+rwx", folder.toString());
        tool("rm", "-rf", "--one-file-system", folder.toString());
    }

    private static void tool(String... command) {
        boolean interrupted = Thread.interrupted();
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return; // the folder is of the system's temporary ones: it goes with them
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<PosixFilePermission> rights(String text) {
        return PosixFilePermissions.fromString(text);
    }
}
