package io.gpiot.data;

import java.util.Locale;

/** Where a row comes from. */
public enum Origin {
    /** Written by us, a file a row. */
    AUTHORED,
    /** Made of an authored row by a rule, and executed again. */
    VARIED,
    /** From a page of a package's documentation. */
    CRAWLED,
    /** From a paper. */
    PAPER,
    /** Written by a model and kept because it passed the row's test. */
    SELF_TRAINED;

    /** As written in datasets: {@code self-trained}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
