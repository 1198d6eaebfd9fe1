package io.gpiot.app.runs;

import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Writes runs' events down in the background, because some come from the engine's thread, and wakes those who wait for
 * them. Of the many events while a model writes, about one a second is kept.
 */
final class Journal implements AutoCloseable {

    private static final long WRITING_NANOS = 1_000_000_000L;
    private static final int MOST = 1_000;

    private final RunStore store;
    private final Consumer<String> says;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("gpiot-run-events").factory());
    private final Map<String, Written> written = new ConcurrentHashMap<>();
    private final Object news = new Object();

    private record Written(Stage stage, long nanos) {}

    Journal(RunStore store, Consumer<String> says) {
        this.store = store;
        this.says = says;
    }

    /** Returns at once. */
    void tell(String run, Event event) {
        if (event instanceof Event.Writing writing) {
            Written last = written.get(run);
            long now = System.nanoTime();
            if (last != null
                    && last.stage() == writing.stage()
                    && now - last.nanos() < WRITING_NANOS
                    && writing.answersDone() < writing.answers()) {
                return;
            }
            written.put(run, new Written(writing.stage(), now));
        }
        writer.execute(() -> write(run, event));
    }

    private void write(String run, Event event) {
        try {
            store.tell(run, event.getClass().getSimpleName(), event);
        } catch (RuntimeException e) {
            says.accept("an event of run " + run + " is lost: " + e.getMessage());
        }
        wake();
    }

    /** Returns once all that was told of a run so far is written. */
    void end(String run) {
        CompletableFuture.runAsync(() -> {}, writer).join();
        written.remove(run);
    }

    /** Something changed that others may wait for. */
    void wake() {
        synchronized (news) {
            news.notifyAll();
        }
    }

    List<RunEvent> after(String run, long position) {
        return store.events(run, position, MOST);
    }

    /** Until something is told here, or a moment passed: other servers tell the database only. */
    void await(Duration patience) {
        long millis = Math.clamp(patience.toMillis(), 1, 500);
        synchronized (news) {
            try {
                news.wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        writer.shutdown();
        writer.close();
    }
}
