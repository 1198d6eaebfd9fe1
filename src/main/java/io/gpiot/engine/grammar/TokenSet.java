package io.gpiot.engine.grammar;

import java.util.BitSet;

/** A set of tokens, as a list where they are few and as bits where they are many. */
final class TokenSet {

    private final BitSet many;
    private final int[] few;

    /** @param vocabularySize tells what is few: less than one in 32, where the list is the smaller form */
    TokenSet(BitSet tokens, int vocabularySize) {
        boolean asList = tokens.cardinality() < vocabularySize / 32;
        this.few = asList ? tokens.stream().toArray() : new int[0];
        this.many = asList ? new BitSet() : tokens;
    }

    void addTo(BitSet target) {
        target.or(many);
        for (int token : few) {
            target.set(token);
        }
    }

    /** Bytes held, about. */
    long size() {
        return 4L * few.length + many.size() / 8 + 64;
    }
}
