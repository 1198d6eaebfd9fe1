package io.gpiot.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * Turns Ctrl-C and a polite kill into a wish that work can follow: the process ends when the work has. Native code must not run
 * while a process ends, or it dies with a dump.
 */
final class Interrupt implements BooleanSupplier, AutoCloseable {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean wished;

    private Interrupt(Runnable atOnce) {
        hook = new Thread(() -> {
            wished = true;
            atOnce.run();
            await();
        });
    }

    /** @param atOnce runs when the wish comes */
    static Interrupt listen(Runnable atOnce) {
        Interrupt interrupt = new Interrupt(atOnce);
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    /** Runs {@code farewell} when Ctrl-C or a polite kill comes; the process waits for nothing else. */
    static Interrupt announce(Runnable farewell) {
        Interrupt interrupt = listen(farewell);
        interrupt.ended.countDown();
        return interrupt;
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return wished;
    }

    @Override
    public void close() {
        ended.countDown();
        if (!wished) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the wish came this very moment: the hook ends by itself
                return;
            }
        }
    }
}
