package io.gpiot.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which direction a row was made out of another one, or which of the paper's kinds of pairs it is. */
public enum Axis {
    /** As it was written. */
    NONE,
    /** The same problem in other words. */
    WORDING,
    /** A1: another sensor. */
    MODALITY,
    /** A2: another form of the same measurement. */
    REPRESENTATION,
    /** A3: other resources. */
    RESOURCES,
    /** D1: a module's description. */
    DESCRIPTION,
    /** D2: a program that uses a named module. */
    IMPLEMENTATION,
    /** D3: a specification with its program. */
    EXAMPLE,
    /** D3 with other units of an input or output. */
    UNITS,
    /** D3 with the same values in other shapes or containers: channels, packets, tables, dictionaries. */
    SHAPE,
    /** D3 with data as a device delivers it: raw counts, gaps, time stamps. */
    DELIVERY,
    /** D3 under a constraint on what the program may use. */
    CONSTRAINT;

    /** The axis of that name, as {@link #text} writes it. */
    public static Optional<Axis> of(String text) {
        return Arrays.stream(values()).filter(axis -> axis.text().equals(text)).findFirst();
    }

    /** As written in datasets. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
