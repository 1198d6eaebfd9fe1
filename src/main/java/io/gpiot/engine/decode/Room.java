package io.gpiot.engine.decode;

import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Transformer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a batch's keys and values may take: the slots of its streams, and the prompts that several rows read. */
final class Room {

    /** A row is let in where it can write so many tokens; what outgrows the room gives its place up for a while. */
    private static final int FIRST_TOKENS = 128;

    final KeyValueCache cache;
    final SlotTable slots;
    private final PromptStore prompts;
    private final long most;

    Room(Transformer transformer, long most) {
        this.cache = transformer.newCache();
        this.slots = new SlotTable(cache);
        this.prompts = new PromptStore(transformer::newCache);
        this.most = most;
    }

    long bytes() {
        return cache.bytes() + prompts.bytes();
    }

    /** Whether the row's prompt is kept for others to read. */
    boolean knows(Row row) {
        return known(row) != null;
    }

    private PromptStore.@Nullable Entry known(Row row) {
        return row.promptLength() == 1 ? null : prompts.find(row.paths, prompt(row));
    }

    /** All but the last token, which the batch computes. */
    private static int[] prompt(Row row) {
        return row.tokens(0, row.promptLength() - 1);
    }

    /**
     * @param shares whether the row reads its prompt with others
     * @param streams that are there
     * @param longest tokens that one of them has in its slot
     */
    boolean fits(Row row, boolean shares, int streams, int longest) {
        int elsewhere = shares ? row.promptLength() - 1 : 0;
        int soon = Math.min(row.length() + FIRST_TOKENS, row.mostTokens()) - elsewhere;
        long fresh = shares && !knows(row) ? cache.bytes(row.paths.length, elsewhere) : 0;
        return !full(streams + row.paths.length, Math.max(soon, longest), fresh);
    }

    /** Whether so many slots in use of so many tokens are too many. */
    boolean full(int used, int tokens) {
        return full(used, tokens, 0);
    }

    private boolean full(int used, int tokens, long more) {
        return cache.bytes(used, tokens) + prompts.readBytes() + more > most;
    }

    /** Lets the row read its prompt with others. @return how many tokens of it are there already */
    int share(Row row) {
        PromptStore.Entry known = known(row);
        PromptStore.Entry entry = known == null ? prompts.add(row.paths, prompt(row)) : known;
        prompts.join(entry);
        row.shared = entry;
        if (known != null) {
            return entry.tokens();
        }
        KeyValueCache target = entry.prefix().cache();
        return prompts.copyTo(target, 0, row.paths, prompt(row), slots.copyTo(target, row.paths, prompt(row)));
    }

    /** Fills the row's slots with what is there of its tokens. @return how many that is */
    int fill(Row row, int slot) {
        int[] all = row.tokens(0, row.length());
        int last = all.length - 1;
        int there = slots.fillFromSiblings(slot, row.paths, all, last);
        return prompts.copyTo(cache, slot, row.paths, Arrays.copyOf(all, last), there);
    }

    void leave(Row row) {
        if (row.shared != null) {
            prompts.leave(row.shared);
            row.shared = null;
        }
    }

    /** The same for a row on its way in. @param whole whether all of the prompt that it shares was computed: else it is forgotten */
    void abandon(Row row, boolean whole) {
        PromptStore.Entry entry = row.shared;
        leave(row);
        if (entry != null && !whole) {
            prompts.forget(entry);
        }
    }

    /**
     * Makes sure of slots; what nobody uses goes where that is needed.
     *
     * @param number of the slots
     * @param tokens that each of them can hold then
     * @param used slots that must stay
     * @param held tokens that must stay in them
     */
    void reserve(int number, int tokens, int used, int held) {
        long then = cache.bytes(Math.max(cache.slots(), number), Math.max(cache.capacity(), tokens));
        if (then + prompts.bytes() > most) {
            int needed = Math.max(tokens, held);
            slots.shrink(used, needed);
            prompts.shrink(most - cache.bytes(Math.max(used, number), needed));
        }
        slots.reserve(number, tokens);
    }

    void forgetAll() {
        slots.forgetAll();
        prompts.forgetAll();
    }

    void close() {
        prompts.forgetAll();
        cache.close();
    }
}
