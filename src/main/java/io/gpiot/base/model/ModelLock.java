package io.gpiot.base.model;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One process at a time changes a model; the system lets go of the lock when the process dies, however it dies. */
final class ModelLock implements AutoCloseable {

    private static final long POLL_MILLIS = 200;

    private final FileChannel channel;

    private ModelLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until the lock is ours.
     *
     * @param busy is called once, where somebody else has it
     */
    static ModelLock acquire(Path file, Runnable busy) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean told = false;
            while (tryLock(channel) == null) {
                if (!told) {
                    busy.run();
                    told = true;
                }
                Thread.sleep(POLL_MILLIS);
            }
            return new ModelLock(channel);
        } catch (IOException e) {
            throw GpiotException.resources("cannot lock " + file + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GpiotException.resources("interrupted while waiting for " + file, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process has it
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw GpiotException.resources("cannot let go of a lock: " + e.getMessage(), e);
        }
    }
}
