package io.gpiot.engine.decode;

import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prompts that several rows ask with: computed once, kept once, and kept on after their rows ended as long as there is room. */
final class PromptStore {

    /** A prompt without its last token. */
    static final class Entry {

        private final Prefix prefix;
        private final int[] paths;
        private final int[] tokens;
        private int readers;

        private Entry(Prefix prefix, int[] paths, int[] tokens) {
            this.prefix = prefix;
            this.paths = paths;
            this.tokens = tokens;
        }

        Prefix prefix() {
            return prefix;
        }

        int tokens() {
            return tokens.length;
        }

        private boolean has(int[] asked) {
            return Arrays.stream(asked).allMatch(path -> slot(path) >= 0);
        }

        /** -1 where the path is none of these. */
        private int slot(int path) {
            return Arrays.stream(paths).boxed().toList().indexOf(path);
        }
    }

    private final Supplier<KeyValueCache> caches;
    /** What was joined last comes last. */
    private final List<Entry> entries = new ArrayList<>();

    PromptStore(Supplier<KeyValueCache> caches) {
        this.caches = caches;
    }

    @Nullable
    Entry find(int[] paths, int[] tokens) {
        return entries.stream()
                .filter(entry -> Arrays.equals(entry.paths, paths) && Arrays.equals(entry.tokens, tokens))
                .findFirst()
                .orElse(null);
    }

    /** An entry with room for these tokens, which the caller computes. */
    Entry add(int[] paths, int[] tokens) {
        KeyValueCache cache = caches.get();
        cache.reserve(paths.length, tokens.length);
        Entry entry = new Entry(new Prefix(cache, tokens.length), paths, tokens);
        entries.add(entry);
        return entry;
    }

    void join(Entry entry) {
        entry.readers++;
        entries.remove(entry);
        entries.add(entry);
    }

    void leave(Entry entry) {
        entry.readers--;
    }

    /**
     * Copies what an entry has of the prompt's beginning into slots, one a path.
     *
     * @param there what the slots have already
     * @return how many tokens they have now
     */
    int copyTo(KeyValueCache target, int first, int[] paths, int[] prompt, int there) {
        Entry best = null;
        int longest = there;
        for (Entry entry : entries) {
            int common = entry.prefix.cache() != target && entry.has(paths)
                    ? SlotTable.commonPrefix(entry.tokens, prompt, prompt.length)
                    : 0;
            if (common > longest) {
                longest = common;
                best = entry;
            }
        }
        if (best != null) {
            for (int i = 0; i < paths.length; i++) {
                target.copyPrefix(best.prefix.cache(), best.slot(paths[i]), first + i, longest);
            }
        }
        return longest;
    }

    long bytes() {
        return entries.stream().mapToLong(PromptStore::bytes).sum();
    }

    /** Of those that rows read now. */
    long readBytes() {
        return entries.stream()
                .filter(entry -> entry.readers > 0)
                .mapToLong(PromptStore::bytes)
                .sum();
    }

    private static long bytes(Entry entry) {
        return entry.prefix.cache().bytes();
    }

    /** Frees what nobody reads, the longest unused first, until no more than so many bytes are left or all are read. */
    void shrink(long most) {
        for (Entry entry : List.copyOf(entries)) {
            if (bytes() > most && entry.readers == 0) {
                entry.prefix.close();
                entries.remove(entry);
            }
        }
    }

    void forget(Entry entry) {
        entries.remove(entry);
        entry.prefix.close();
    }

    void forgetAll() {
        entries.forEach(entry -> entry.prefix.close());
        entries.clear();
    }
}
