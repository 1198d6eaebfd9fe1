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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/**
 * A folder in the system's temporary one, gone after use. A lock in it says that its process lives. Whoever was killed leaves
 * its folder behind; the next one of that kind to be made removes it.
 */
public final class HeldFolder implements AutoCloseable {

    /** A folder without a lock this old is not just being made. */
    private static final Duration LONG_MADE = Duration.ofHours(1);

    private final Path root;
    private final FileChannel lock;

    private HeldFolder(Path root) throws IOException {
        this.root = root;
        Files.createDirectory(
                control(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        lock = FileChannel.open(lockOf(root), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
    }

    /** @param kind folders of one kind are named {@code gpiot-KIND-...} and look after each other */
    public static HeldFolder create(String kind) throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        String prefix = "gpiot-" + kind + "-";
        String own = prefix + ProcessHandle.current().pid() + "-";
        removeLeftBehind(parent, prefix, own);
        return new HeldFolder(Files.createTempDirectory(parent, own));
    }

    public Path root() {
        return root;
    }

    /** A folder inside that we alone may read; the lock is in it. */
    public Path control() {
        return root.resolve("control");
    }

    /** Removes all of it, also what a program made unreadable or nested deeper than a path can name. */
    @Override
    public void close() throws IOException {
        lock.close();
        remove(root);
    }

    /**
     * Folders of our own user whose lock nobody holds, and old ones without a lock, whose process was killed while it made
     * them. Those of this process are not even asked: a process gives its lock up when it closes any descriptor of the
     * file.
     */
    private static void removeLeftBehind(Path parent, String prefix, String own) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : folders) {
                boolean thisProcess = folder.getFileName().toString().startsWith(own);
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
}
