package io.gpiot.environment;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Held by one process and one thread of it at a time; a killed one lets go. Opening it waits. */
final class Exclusive implements AutoCloseable {

    private final FileChannel channel;

    private Exclusive(FileChannel channel) {
        this.channel = channel;
    }

    /** @param what is locked, for the word that says what is being waited for */
    static Exclusive open(Path file, String what, Progress progress) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (attempt(channel) == null) {
                try (Progress.Task waiting = progress.start("waiting for another gpiot to make " + what, -1, "")) {
                    while (attempt(channel) == null) {
                        waiting.at(0);
                        Thread.sleep(200);
                    }
                    waiting.note("done");
                }
            }
            return new Exclusive(channel);
        } catch (IOException e) {
            throw GpiotException.resources("cannot lock " + file + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GpiotException.resources("interrupted", e);
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw GpiotException.resources("cannot unlock: " + e.getMessage(), e);
        }
    }
}
