package io.gpiot.synthesis;

import io.gpiot.base.GpiotException;

/** What the user wants, in their own words. */
public record Requirement(String text) {

    /** More than any base model of the catalogue reads at once, in characters: refused before a model is loaded. */
    static final int MOST_CHARACTERS = 100_000;

    public Requirement {
        text = text.strip();
        if (text.isEmpty()) {
            throw GpiotException.user("the requirement is empty: say in a sentence or more what the program must do");
        }
        if (text.length() > MOST_CHARACTERS) {
            throw GpiotException.user("the requirement has " + text.length() + " characters, more than "
                    + MOST_CHARACTERS + ": shorten it, and pass measurements as files with --data");
        }
    }
}
