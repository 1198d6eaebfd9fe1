package io.gpiot.data;

import java.util.Locale;

/** How hard a row is for somebody who knows the domain. */
public enum Level {
    EASY,
    MEDIUM,
    HARD;

    /** As written in rows. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
