package io.gpiot.data.distinct;

import java.util.Locale;

/** Which rows a model is tuned with and which tell how it does. */
public enum Split {
    TRAINING,
    DEVELOPMENT;

    private static final int TENTH = 10;

    /** By topic, so that no row for development is near to one for training; about one topic in ten. */
    public static Split of(String domain, String topic) {
        return Long.remainderUnsigned(MinHash.hash(domain + "/" + topic), TENTH) == 0 ? DEVELOPMENT : TRAINING;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
