package io.gpiot.app.web;

import java.time.Duration;

/** How many requests are under way, and whether more may begin. Safe for use by many threads. */
public final class Activity {

    private int running;
    private boolean ending;
    private volatile boolean cutOff;

    /** @return whether it may begin; then {@link #end} must follow */
    synchronized boolean begin() {
        running += ending ? 0 : 1;
        return !ending;
    }

    synchronized void end() {
        running--;
        notifyAll();
    }

    public synchronized int running() {
        return running;
    }

    /** Whether the server takes no new requests. */
    public synchronized boolean ending() {
        return ending;
    }

    /** Whether what still runs has to stop now. */
    public boolean cutOff() {
        return cutOff;
    }

    synchronized void stopTaking() {
        ending = true;
    }

    /** From here on {@link #cutOff} holds. */
    public void cutOffTheRest() {
        cutOff = true;
    }

    /**
     * @param untilCutOff whether to wait no longer once the rest is cut off
     * @return whether nothing runs any more
     */
    synchronized boolean awaitQuiet(Duration most, boolean untilCutOff) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (running > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0 || untilCutOff && cutOff) {
                return false;
            }
            wait(Math.min(left, 200));
        }
        return true;
    }
}
