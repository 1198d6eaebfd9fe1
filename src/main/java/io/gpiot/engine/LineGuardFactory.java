package io.gpiot.engine;

/** Makes a guard's state for one row. Instances are immutable and shared. */
@FunctionalInterface
public interface LineGuardFactory {

    /** @param prefill how the row's text begins: it was given, and is never taken back */
    LineGuard start(String prefill);
}
