package io.gpiot.app.runs;

import java.util.Locale;

/** Where a run stands. */
public enum RunState {
    /** Waits for its turn. */
    QUEUED,
    RUNNING,
    /** Went as far as it was asked to; whether its programs do what was asked for is in its outcome. */
    DONE,
    /** Ended with an error, which is its message. */
    FAILED,
    /** Its owner stopped it. */
    CANCELLED,
    /** Its server ended under it. */
    INTERRUPTED;

    /** Whether nothing happens any more unless somebody asks for it. */
    public boolean rests() {
        return this != QUEUED && this != RUNNING;
    }

    /** In messages and in the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
