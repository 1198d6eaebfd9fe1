package io.gpiot.app.runs;

import io.gpiot.base.GpiotException;

/** Too many runs wait already: come back later. */
public final class QueueFull extends GpiotException {

    private static final long serialVersionUID = 1;

    private final int retryAfterSeconds;

    QueueFull(String what, int retryAfterSeconds) {
        super(Category.RESOURCES, what + "; try again in " + retryAfterSeconds + " s", null);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
