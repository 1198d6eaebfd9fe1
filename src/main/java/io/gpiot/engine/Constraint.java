package io.gpiot.engine;

import java.util.BitSet;

/**
 * Watches one row while it decodes and says which tokens may come next. A grammar is one; others may look at whole
 * lines. Not thread-safe: one instance a row.
 */
public interface Constraint {

    /**
     * Clears in {@code allowed} every token that must not come next. On entry all tokens of the vocabulary are set. The
     * end token stays set where the text may end here.
     */
    void restrict(BitSet allowed);

    /** Told of each token that was chosen, the end token excepted. */
    void accept(int token);

    /** Whether nothing can follow: the row ends without drawing the end token. */
    boolean complete();
}
