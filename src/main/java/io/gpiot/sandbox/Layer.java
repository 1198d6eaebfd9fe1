package io.gpiot.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user may ask for. */
public enum Layer {
    /** The strongest that works; never {@link #NONE}. */
    AUTOMATIC,
    BUBBLEWRAP,
    LANDLOCK,
    CONTAINER,
    /** No containment at all: only ever by explicit wish. */
    NONE;

    /** As on the command line: {@code auto, bubblewrap, landlock, container, none}. */
    public static Optional<Layer> of(String word) {
        return word.equals("auto")
                ? Optional.of(AUTOMATIC)
                : Arrays.stream(values())
                        .filter(layer -> layer != AUTOMATIC && layer.word().equals(word))
                        .findFirst();
    }

    public String word() {
        return this == AUTOMATIC ? "auto" : name().toLowerCase(Locale.ROOT);
    }
}
