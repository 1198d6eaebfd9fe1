package io.gpiot.app.mcp;

import java.util.concurrent.Semaphore;

/**
 * How many calls of a kind there may be at once, from all clients: each holds a thread of the protocol's few, and most of them the
 * model or a core. A search needs no turn.
 *
 * @param steps of the model: decompose, specify, generate
 * @param programs that are run
 * @param runs that are waited for
 */
record Turns(Semaphore steps, Semaphore programs, Semaphore runs) {

    Turns() {
        this(new Semaphore(4), new Semaphore(2), new Semaphore(8));
    }
}
