package io.gpiot.data;

import java.util.Locale;

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
    /** D3 with other names of the parameters and of the function. */
    NAMES;

    /** As written in datasets. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
