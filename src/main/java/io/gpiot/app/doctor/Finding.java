package io.gpiot.app.doctor;

/**
 * One subject that was looked at.
 *
 * @param detail what was found
 * @param remedy how to get what is missing, in one line; empty where nothing is
 */
public record Finding(String subject, State state, String detail, String remedy) {

    /** How it stands. */
    public enum State {
        /** There. */
        OK,
        /** Not there, and not needed, or fetched when it is needed. */
        NOTE,
        /** Not there, and nothing works without it. */
        MISSING
    }

    static Finding ok(String subject, String detail) {
        return new Finding(subject, State.OK, detail, "");
    }

    static Finding note(String subject, String detail, String remedy) {
        return new Finding(subject, State.NOTE, detail, remedy);
    }

    static Finding missing(String subject, String detail, String remedy) {
        return new Finding(subject, State.MISSING, detail, remedy);
    }
}
