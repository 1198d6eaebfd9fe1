package io.gpiot.base;

/** Which GPIoT this is. */
public final class Version {

    public static final String NUMBER = "0.1.0";

    private Version() {}
}
