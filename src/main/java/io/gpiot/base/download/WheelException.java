package io.gpiot.base.download;

import java.io.IOException;

/** A wheel that is damaged or holds nothing for us: the source's fault, not the disk's. */
final class WheelException extends IOException {
    private static final long serialVersionUID = 1;

    WheelException(String message) {
        super(message);
    }
}
