package io.gpiot.data.examine;

import java.util.Locale;

/** How a program did, in the order in which a program can come to its end. */
public enum Outcome {
    PASSED("passes its test"),
    FORMAT("no program in the answer, or not the function that was asked for"),
    SYNTAX("cannot be parsed"),
    IMPORT("imports what does not exist"),
    NAME("uses a name that nothing defines"),
    ATTRIBUTE("uses an attribute that an object does not have"),
    KEYWORD("calls with a keyword that a function does not take"),
    EXCEPTION("raises something else, or ends its process"),
    TIMEOUT("takes too long"),
    MEMORY("needs too much memory"),
    WRONG("runs and gives wrong values");

    private final String meaning;

    Outcome(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    /** The name in files and tables. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
