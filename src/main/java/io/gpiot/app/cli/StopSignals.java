package io.gpiot.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and a polite kill as a wish that a server follows in its own time. A shutdown hook would not do: with one the process
 * ends with the signal's code, whatever the command returns.
 */
final class StopSignals implements AutoCloseable {

    private final CountDownLatch first = new CountDownLatch(1);
    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

    private volatile boolean again;

    /** @param cutOff runs at each signal after the first */
    StopSignals(Runnable cutOff) {
        for (String name : List.of("TERM", "INT")) {
            Signal signal = new Signal(name);
            before.put(signal, Signal.handle(signal, caught -> {
                if (first.getCount() == 0) {
                    again = true;
                    cutOff.run();
                }
                first.countDown();
            }));
        }
    }

    /** Whether there was a second one. */
    boolean again() {
        return again;
    }

    void await() {
        try {
            first.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
