package io.gpiot.engine.decode;

import io.gpiot.engine.model.KeyValueCache;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tokens each cache slot holds. Slots 0 to active-1 are the batch's rows, the others keep what finished rows left:
 * prefixes for requests to come.
 */
final class SlotTable {

    private final KeyValueCache cache;
    private final List<int[]> held = new ArrayList<>();

    SlotTable(KeyValueCache cache) {
        this.cache = cache;
    }

    /** Makes sure that slots 0 to number-1 exist, each with room for so many tokens. */
    void reserve(int number, int tokens) {
        cache.reserve(number, tokens);
        while (held.size() < number) {
            held.add(new int[0]);
        }
    }

    /**
     * Fills the beginning of a slot from whichever slot shares the longest prefix with the prompt.
     *
     * @param most no more than so many tokens
     * @return how many tokens are in the slot now
     */
    int fillFromSibling(int slot, int[] prompt, int most) {
        int source = slot;
        int longest = 0;
        for (int other = 0; other < held.size(); other++) {
            int common = commonPrefix(held.get(other), prompt, most);
            if (common > longest || (common == longest && other == slot)) {
                longest = common;
                source = other;
            }
        }
        cache.copyPrefix(source, slot, longest);
        return longest;
    }

    void holds(int slot, int[] tokens) {
        held.set(slot, tokens);
    }

    /** The row in slot {@code freed} ended: the last active one takes its place, what it held is kept behind. */
    void exchange(int freed, int lastActive) {
        if (freed != lastActive) {
            int[] first = held.get(freed);
            int[] second = held.get(lastActive);
            cache.swap(freed, lastActive, Math.max(first.length, second.length));
            held.set(freed, second);
            held.set(lastActive, first);
        }
    }

    void forgetAll() {
        held.clear();
        cache.clear();
    }

    private static int commonPrefix(int[] one, int[] other, int most) {
        int end = Math.min(most, Math.min(one.length, other.length));
        int at = 0;
        while (at < end && one[at] == other[at]) {
            at++;
        }
        return at;
    }
}
