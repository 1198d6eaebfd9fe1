package io.gpiot.pect.data;

/** A line that cannot be learned from; its message is the reason, the same for the same kind of fault. */
final class WrongLine extends Exception {

    private static final long serialVersionUID = 1;

    WrongLine(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
