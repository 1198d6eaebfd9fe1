package io.gpiot.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Reads what a process prints on both streams, up to a limit that they share. */
final class Printed {

    private static final class Stream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        synchronized void add(byte[] buffer, int length) {
            bytes.write(buffer, 0, length);
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private final AtomicLong left;
    private final Stream stdout = new Stream();
    private final Stream stderr = new Stream();
    private final List<Thread> readers = new ArrayList<>();
    private volatile boolean tooMuch;

    Printed(Process process, long limitBytes) {
        left = new AtomicLong(limitBytes);
        read(process.getInputStream(), stdout);
        read(process.getErrorStream(), stderr);
    }

    boolean tooMuch() {
        return tooMuch;
    }

    String stdout() {
        return stdout.text();
    }

    String stderr() {
        return stderr.text();
    }

    /** Waits until both streams ended, which they do with the last process that holds them. */
    void awaitEnd(long milliseconds) throws InterruptedException {
        for (Thread reader : readers) {
            reader.join(milliseconds);
        }
    }

    private void read(InputStream from, Stream to) {
        readers.add(Thread.ofPlatform().daemon().name("sandbox-output").start(() -> {
            byte[] buffer = new byte[8192];
            try (from) {
                for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                    long allowed = Math.min(length, Math.max(0, left.getAndAdd(-length)));
                    to.add(buffer, (int) allowed);
                    if (allowed < length) {
                        tooMuch = true; // and go on reading: a blocked writer could not be told from a slow one
                    }
                }
            } catch (IOException e) {
                return; // the process was killed
            }
        }));
    }
}
