package io.gpiot.engine.decode;

import io.gpiot.engine.model.KeyValueCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which tokens each cache slot holds, and of which path: the same tokens have other keys and values on another path.
 * Slots 0 to active-1 are the batch's streams, the others keep what finished rows left: prefixes for requests to come.
 */
final class SlotTable {

    private final KeyValueCache cache;

    /** @param elsewhere so many of the first tokens are kept in a prefix, not in the slot */
    private record Held(int path, int[] tokens, int elsewhere) {
        int stored() {
            return tokens.length - elsewhere;
        }
    }

    private static final Held NOTHING = new Held(0, new int[0], 0);

    private final List<Held> held = new ArrayList<>();

    SlotTable(KeyValueCache cache) {
        this.cache = cache;
    }

    /** Makes sure that slots 0 to number-1 exist, each with room for so many tokens. */
    void reserve(int number, int tokens) {
        cache.reserve(number, tokens);
        while (held.size() < number) {
            held.add(NOTHING);
        }
    }

    /** Gives back all slots but the first ones, and of those what is beyond so many tokens, which none of them holds. */
    void shrink(int left, int tokens) {
        if (held.size() > left) {
            held.subList(left, held.size()).clear();
        }
        cache.shrink(left, tokens);
    }

    /**
     * Fills the beginning of slots, one a path, from whichever slots share the longest prefix with the prompt.
     *
     * @param first of the slots; with two paths the next one is the second's
     * @param most no more than so many tokens
     * @return how many tokens are in each of the slots now
     */
    int fillFromSiblings(int first, int[] paths, int[] prompt, int most) {
        int[] sources = new int[paths.length];
        int usable = most;
        for (int i = 0; i < paths.length; i++) {
            sources[i] = source(first + i, paths[i], prompt, most);
            usable = Math.min(usable, common(sources[i], paths[i], prompt, most));
        }
        if (paths.length == 2 && sources[0] == first + 1 && sources[1] == first) {
            cache.swap(first, first + 1, usable);
        } else if (paths.length == 2 && sources[1] == first) {
            // the first slot is read before it is written
            cache.copyPrefix(sources[1], first + 1, usable);
            cache.copyPrefix(sources[0], first, usable);
        } else {
            for (int i = 0; i < paths.length; i++) {
                cache.copyPrefix(sources[i], first + i, usable);
            }
        }
        for (int i = 0; i < paths.length; i++) {
            holds(first + i, paths[i], Arrays.copyOf(prompt, usable), 0);
        }
        return usable;
    }

    /** The same into the slots of another cache, which hold nothing yet. */
    int copyTo(KeyValueCache target, int[] paths, int[] prompt) {
        if (held.isEmpty()) {
            return 0;
        }
        int[] sources = new int[paths.length];
        int usable = prompt.length;
        for (int i = 0; i < paths.length; i++) {
            sources[i] = source(0, paths[i], prompt, prompt.length);
            usable = Math.min(usable, common(sources[i], paths[i], prompt, prompt.length));
        }
        for (int i = 0; i < paths.length; i++) {
            target.copyPrefix(cache, sources[i], i, usable);
        }
        return usable;
    }

    /** The slot that shares the longest prefix; the slot itself where none shares more. */
    private int source(int slot, int path, int[] prompt, int most) {
        int source = slot;
        int longest = common(slot, path, prompt, most);
        for (int other = 0; other < held.size(); other++) {
            int common = common(other, path, prompt, most);
            if (common > longest) {
                longest = common;
                source = other;
            }
        }
        return source;
    }

    private int common(int slot, int path, int[] prompt, int most) {
        Held content = held.get(slot);
        boolean usable = content.path() == path && content.elsewhere() == 0;
        return usable ? commonPrefix(content.tokens(), prompt, most) : 0;
    }

    /** @param elsewhere so many of the tokens are in the prefix that the slot's row reads */
    void holds(int slot, int path, int[] tokens, int elsewhere) {
        held.set(slot, new Held(path, tokens, elsewhere));
    }

    /** The stream in slot {@code freed} ended: the last active one takes its place, what it held is kept behind. */
    void exchange(int freed, int lastActive) {
        if (freed != lastActive) {
            Held first = held.get(freed);
            Held second = held.get(lastActive);
            cache.swap(freed, lastActive, Math.max(first.stored(), second.stored()));
            held.set(freed, second);
            held.set(lastActive, first);
        }
    }

    void forgetAll() {
        held.clear();
        cache.clear();
    }

    static int commonPrefix(int[] one, int[] other, int most) {
        int end = Math.min(most, Math.min(one.length, other.length));
        int at = 0;
        while (at < end && one[at] == other[at]) {
            at++;
        }
        return at;
    }
}
