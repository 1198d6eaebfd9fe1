package io.gpiot.engine.model;

import org.bytedeco.pytorch.Tensor;

/**
 * The beginning of a prompt, computed once and read by every row that begins with it: those keep only what follows in slots of
 * their own. Slot i of the cache is the i-th path of such a row.
 *
 * @param cache one slot a path, which hold these tokens and nothing else
 * @param tokens how many
 */
public record Prefix(KeyValueCache cache, int tokens) implements AutoCloseable {

    /** One path's part of it: what one row of a pass reads. */
    public record Part(Prefix prefix, int slot) {

        int tokens() {
            return prefix.tokens;
        }

        /** [kvHeads, tokens, head]. */
        Tensor keys(int layer) {
            return prefix.cache.keys(layer).select(0, slot).narrow(1, 0, tokens());
        }

        /** [kvHeads, tokens, head]. */
        Tensor values(int layer) {
            return prefix.cache.values(layer).select(0, slot).narrow(1, 0, tokens());
        }
    }

    /** One object is one prefix: what it holds is never compared. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public void close() {
        cache.close();
    }
}
