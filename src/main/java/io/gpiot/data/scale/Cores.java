package io.gpiot.data.scale;

import io.gpiot.base.GpiotException;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Threads of this machine. Never more than four items a thread are taken and not handed on: a slow consumer or a slow item holds
 * the source back, so memory does not grow with the number of items.
 */
public final class Cores implements Workers {

    private static final int AHEAD = 4;

    private final int threads;
    private final ExecutorService executor;

    public Cores(int threads) {
        this.threads = Math.max(1, threads);
        this.executor = Executors.newFixedThreadPool(this.threads, work -> {
            Thread thread = new Thread(work, "worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String name() {
        return threads + " threads";
    }

    @Override
    public <A extends Serializable, B extends Serializable> void each(
            Iterator<A> items, Work<A, B> work, Consumer<B> result) {
        here(items, work::of, result);
    }

    /** The same for work that stays on this machine: nothing of it has to travel. */
    public <A, B> void here(Iterator<A> items, Function<A, B> work, Consumer<B> result) {
        Deque<Future<B>> taken = new ArrayDeque<>();
        try {
            while (items.hasNext() || !taken.isEmpty()) {
                while (items.hasNext() && taken.size() < AHEAD * threads) {
                    A item = items.next();
                    taken.add(executor.submit(() -> work.apply(item)));
                }
                result.accept(taken.remove().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GpiotException.resources("interrupted; what was done is remembered", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GpiotException known
                    ? known
                    : GpiotException.internal("work failed: " + e.getCause(), e);
        } finally {
            taken.forEach(each -> each.cancel(true));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
