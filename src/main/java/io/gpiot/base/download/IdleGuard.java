package io.gpiot.base.download;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a stream from which nothing came for a while: the HTTP client itself waits for a silent server for ever. */
public final class IdleGuard implements Closeable {

    private final Thread watcher;
    private volatile long lastNanos = System.nanoTime();
    private volatile boolean fired;

    public IdleGuard(InputStream stream, Duration idle) {
        watcher = Thread.ofVirtual().start(() -> {
            try {
                for (long left = idle.toNanos(); left > 0; left = idle.toNanos() - (System.nanoTime() - lastNanos)) {
                    Thread.sleep(Duration.ofNanos(left));
                }
                fired = true;
                stream.close();
            } catch (InterruptedException | IOException e) {
                // Over: either the reader is done, or it sees the broken stream itself.
            }
        });
    }

    public void touch() {
        lastNanos = System.nanoTime();
    }

    public boolean fired() {
        return fired;
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
