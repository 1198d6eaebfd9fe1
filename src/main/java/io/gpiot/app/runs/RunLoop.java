package io.gpiot.app.runs;

import io.gpiot.app.ChainRun;
import io.gpiot.base.GpiotException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Takes waiting runs and carries them out, each on a thread of its own, as many at once as the settings say. */
final class RunLoop {

    private static final Duration BEAT = Duration.ofSeconds(1);

    private final RunStore store;
    private final Workspace workspace;
    private final Journal journal;
    private final RunWork work;
    private final RunSettings settings;
    private final Consumer<String> says;
    private final Map<String, Carried> carried = new ConcurrentHashMap<>();
    private final Object signal = new Object();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("gpiot-runs").unstarted(this::loop);
    private boolean signalled;
    private volatile boolean draining;
    private volatile boolean closing;

    /** A run under way here. */
    private static final class Carried {
        private final Thread thread;
        private volatile boolean unwanted;

        Carried(Thread thread) {
            this.thread = thread;
        }
    }

    RunLoop(
            RunStore store,
            Workspace workspace,
            Journal journal,
            RunWork work,
            RunSettings settings,
            Consumer<String> says) {
        this.store = store;
        this.workspace = workspace;
        this.journal = journal;
        this.work = work;
        this.settings = settings;
        this.says = says;
    }

    /** What a dead server left is marked before anybody can ask. */
    void start() {
        store.sweep();
        thread.start();
    }

    /** Something waits, or is not wanted any more. */
    void wake() {
        synchronized (signal) {
            signalled = true;
            signal.notifyAll();
        }
    }

    private void loop() {
        while (!closing) {
            try {
                stopUnwanted(store.beat());
                store.sweep();
                while (!draining && carried.size() < settings.atOnce() && claim()) {
                    journal.wake();
                }
            } catch (RuntimeException | Error e) {
                says.accept("the queue of runs: " + e.getMessage()); // such as a database that is away for a while
            }
            await();
        }
    }

    private void await() {
        synchronized (signal) {
            try {
                if (!signalled && !closing) {
                    signal.wait(BEAT.toMillis());
                }
                signalled = false;
            } catch (InterruptedException e) {
                closing = true;
            }
        }
    }

    private boolean claim() {
        var claimed = store.claim();
        claimed.ifPresent(row -> {
            Thread run = Thread.ofPlatform().name("gpiot-run-" + row.id()).unstarted(() -> carry(row));
            carried.put(row.id(), new Carried(run));
            try {
                run.start();
            } catch (Error e) { // no more threads: at the next beat it counts as interrupted
                carried.remove(row.id());
                throw e;
            }
        });
        return claimed.isPresent();
    }

    private void stopUnwanted(List<RunStore.Own> own) {
        Set<String> ids = own.stream().map(RunStore.Own::id).collect(Collectors.toSet());
        own.stream().filter(RunStore.Own::unwanted).forEach(run -> stop(run.id()));
        // one whose end could not be written down: it may at least be resumed
        ids.stream()
                .filter(id -> !carried.containsKey(id))
                .forEach(id -> store.end(id, RunState.INTERRUPTED, RunStore.INTERRUPTED, null));
        // others took it for lost, and it may go on elsewhere
        carried.keySet().stream().filter(id -> !ids.contains(id)).forEach(this::stop);
    }

    private void stop(String id) {
        Carried run = carried.get(id);
        if (run != null) {
            run.unwanted = true;
            run.thread.interrupt();
        }
    }

    private void carry(RunRow row) {
        String id = row.id();
        try {
            End end = outcome(row);
            boolean interrupted = Thread.interrupted(); // the end is written all the same
            journal.end(id);
            store.end(id, end.state(), workspace.hide(end.message()), end.outcome());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        } catch (RuntimeException e) {
            says.accept("the end of run " + id + " is not written down: " + e.getMessage());
        } finally {
            carried.remove(id);
            journal.wake();
            wake();
        }
    }

    private record End(
            RunState state,
            String message,
            @org.jspecify.annotations.Nullable RunOutcome outcome) {}

    private End outcome(RunRow row) {
        long start = System.nanoTime();
        try {
            ChainRun.Ended ended = work.run(
                    row.info().order().task(workspace.data(row.owner(), row.id())),
                    workspace.run(row.owner(), row.id()),
                    event -> journal.tell(row.id(), event));
            return new End(RunState.DONE, "", RunOutcome.of(ended, (System.nanoTime() - start) / 1e9));
        } catch (RuntimeException | Error e) {
            Carried run = carried.get(row.id());
            if (closing) {
                return new End(RunState.INTERRUPTED, RunStore.INTERRUPTED, null);
            }
            if (run != null && run.unwanted) {
                return new End(RunState.CANCELLED, "", null);
            }
            return new End(RunState.FAILED, message(e), null);
        }
    }

    private static String message(Throwable e) {
        boolean known = e instanceof GpiotException gpiot && gpiot.category() != GpiotException.Category.INTERNAL;
        return known ? String.valueOf(e.getMessage()) : "internal error (a defect of ours): " + e;
    }

    /** How many runs are under way here. */
    int underWay() {
        return carried.size();
    }

    void stopTaking() {
        draining = true;
    }

    /** Takes no new run, and returns once those under way have ended or the time is up. */
    void drain(Duration patience, BooleanSupplier enough) {
        draining = true;
        long deadline = System.nanoTime() + patience.toNanos();
        while (!carried.isEmpty() && System.nanoTime() < deadline && !enough.getAsBoolean()) {
            journal.await(Duration.ofNanos(deadline - System.nanoTime()));
        }
    }

    /** Stops what is still under way; it is then interrupted and can be resumed. */
    void close() {
        draining = true;
        closing = true;
        wake();
        try {
            thread.join();
            for (Carried run : List.copyOf(carried.values())) {
                run.thread.interrupt();
                run.thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
