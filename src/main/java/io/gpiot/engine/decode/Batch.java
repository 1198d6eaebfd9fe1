package io.gpiot.engine.decode;

import io.gpiot.engine.Answer;
import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Transformer;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The rows that decode together. A row has one stream, or two where its adapter couples paths; stream s is slot s. A prompt's last token is not prefilled: it enters with the batch's next
 * step, so that every row's first logits come from the same place. A prompt that several rows ask with is computed and kept once. Touched by one thread.
 */
final class Batch {

    /** Tokens of one prefill pass: enough for full use of the arithmetic, few enough to let other rows go on. */
    private static final int CHUNK = 512;

    /** A single stream's last token and what is guessed to follow it. */
    private static final int MOST_AHEAD = 8;

    /** A row is let in where it can write so many tokens; what outgrows the room gives its place up for a while. */
    private static final int FIRST_TOKENS = 128;

    private final Transformer transformer;
    private final EngineSettings settings;
    private final KeyValueCache cache;
    private final SlotTable slots;
    private final PromptStore prompts;
    private final Lanes lanes;
    private final Deque<Row> waiting = new ArrayDeque<>();
    private final List<Row> active = new ArrayList<>();

    private @Nullable Row entering;
    private int entered;

    Batch(Transformer transformer, EngineSettings settings) {
        this.transformer = transformer;
        this.settings = settings;
        this.cache = transformer.newCache();
        this.slots = new SlotTable(cache);
        this.prompts = new PromptStore(transformer::newCache);
        this.lanes = new Lanes(slots);
    }

    void add(Row row) {
        waiting.add(row);
    }

    boolean idle() {
        return waiting.isEmpty() && active.isEmpty() && entering == null;
    }

    /** Rows that are still to be let in. */
    int waiting() {
        return waiting.size();
    }

    /** Rows that decode. */
    int active() {
        return active.size();
    }

    /** What keys and values take now. */
    long bytes() {
        return cache.bytes() + prompts.bytes();
    }

    /** Lets rows in as far as there is room, and gives every active row one token. */
    void advance() {
        boolean more = true;
        while (more) {
            more = admit();
        }
        if (!active.isEmpty()) {
            step();
        }
    }

    /** One chunk of prefill. @return whether to go on before the next step */
    private boolean admit() {
        Row row = entering;
        if (row == null) {
            Row next = waiting.peek();
            if (next == null || active.size() >= settings.maxRows() || !fits(next)) {
                return false;
            }
            waiting.remove();
            if (next.cancelled()) {
                next.finish(Answer.Finish.CANCELLED);
                return true;
            }
            begin(next);
            row = next;
        }
        int slot = lanes.count();
        int last = row.length() - 1;
        PromptStore.Entry shared = row.shared;
        boolean sharedPart = shared != null && entered < shared.tokens();
        int end = Math.min(sharedPart ? row.elsewhere() : last, entered + CHUNK);
        int[] tokens = row.tokens(entered, end);
        if (shared != null && sharedPart) {
            transformer.prefill(shared.prefix().cache(), 0, entered, tokens, row.paths, null);
        } else {
            transformer.prefill(cache, slot, entered, tokens, row.paths, shared == null ? null : shared.prefix());
        }
        boolean wasLong = end - entered == CHUNK;
        entered = end;
        for (int i = 0; i < row.paths.length; i++) {
            slots.holds(slot + i, row.paths[i], row.tokens(0, entered), Math.min(entered, row.elsewhere()));
        }
        if (entered == last) {
            active.add(row);
            lanes.add(row);
            entering = null;
            return true;
        }
        // a long prompt is taken in turns with the rows that decode already
        return !(wasLong && !active.isEmpty());
    }

    private void begin(Row row) {
        int slot = lanes.count();
        int paths = row.paths.length;
        int[] prompt = row.tokens(0, row.promptLength() - 1);
        PromptStore.Entry known = prompts.find(row.paths, prompt);
        if (known != null || isShared(row)) {
            row.shared = known == null ? prompts.add(row.paths, prompt) : known;
            prompts.join(row.shared);
            KeyValueCache target = row.shared.prefix().cache();
            entered = known != null
                    ? prompt.length
                    : prompts.copyTo(target, 0, row.paths, prompt, slots.copyTo(target, row.paths, prompt));
        }
        int own = row.length() + 1 - row.elsewhere();
        int slotsSoon = slot
                + paths
                + waiting.stream()
                        .limit(settings.maxRows() - active.size() - 1L)
                        .mapToInt(next -> next.paths.length)
                        .sum();
        boolean roomForAll =
                cache.bytes(slotsSoon, Math.max(own, cache.capacity())) + prompts.readBytes() <= settings.cacheBytes();
        reserve(roomForAll ? slotsSoon : slot + paths, own, slot + paths);
        if (row.shared == null) {
            int[] all = row.tokens(0, row.length());
            int there = slots.fillFromSiblings(slot, row.paths, all, all.length - 1);
            entered = prompts.copyTo(cache, slot, row.paths, Arrays.copyOf(all, all.length - 1), there);
        }
        row.cachedTokens(entered);
        entering = row;
    }

    /** Whether a row that waits asks with the same prompt. */
    private boolean isShared(Row row) {
        return row.promptLength() > 1
                && waiting.stream().limit(settings.maxRows()).anyMatch(other -> other != row && other.asksTheSame(row));
    }

    private boolean fits(Row row) {
        if (active.isEmpty()) {
            return true;
        }
        int prompt = row.promptLength() - 1;
        boolean known = prompts.find(row.paths, row.tokens(0, prompt)) != null;
        boolean shares = known || isShared(row);
        int own = row.length() - (shares ? prompt : 0);
        int soon = Math.min(own + FIRST_TOKENS, row.mostTokens() - (shares ? prompt : 0));
        long ofPrompt = shares && !known ? cache.bytes(row.paths.length, prompt) : 0;
        return cache.bytes(lanes.count() + row.paths.length, Math.max(soon, longest())) + prompts.readBytes() + ofPrompt
                <= settings.cacheBytes();
    }

    /** Tokens that the longest active row has in its own slots. */
    private int longest() {
        return active.stream()
                .mapToInt(row -> row.length() - row.elsewhere())
                .max()
                .orElse(0);
    }

    /** Makes room in the cache; what nobody uses goes where that is needed. @param used slots that must stay */
    private void reserve(int number, int tokens, int used) {
        int slotsThen = Math.max(cache.slots(), number);
        int tokensThen = Math.max(cache.capacity(), tokens);
        if (cache.bytes(slotsThen, tokensThen) + prompts.bytes() > settings.cacheBytes()) {
            int needed = Math.max(tokens, needed());
            slots.shrink(used, needed);
            prompts.shrink(settings.cacheBytes() - cache.bytes(Math.max(used, number), needed));
        }
        slots.reserve(number, tokens);
    }

    /** Tokens that a slot in use must have room for. */
    private int needed() {
        return Math.max(longest(), entering == null ? 0 : entering.length() + 1 - entering.elsewhere());
    }

    private int slotsInUse() {
        return lanes.count() + (entering == null ? 0 : entering.paths.length);
    }

    /** Where the rows have outgrown the room, those with the shortest answers wait, to be computed again later. */
    private void giveWay() {
        while (active.size() > 1 && cache.bytes(slotsInUse(), needed()) + prompts.readBytes() > settings.cacheBytes()) {
            Row last = active.stream()
                    .min(Comparator.comparingInt(row -> row.length() - row.promptLength()))
                    .orElseThrow();
            int before = lanes.count();
            remove(last);
            moveEntering(before);
            waiting.addFirst(last);
        }
    }

    private void remove(Row row) {
        active.remove(row);
        lanes.release(row);
        if (row.shared != null) {
            prompts.leave(row.shared);
            row.shared = null;
        }
    }

    /** A prompt that is in the cache in part moves down with the streams' end. */
    private void moveEntering(int before) {
        if (entering != null && lanes.count() < before) {
            for (int i = 0; i < entering.paths.length; i++) {
                slots.exchange(lanes.count() + i, before + i);
            }
        }
    }

    private void step() {
        if (lanes.count() == 1 && entering == null) {
            Row row = active.getFirst();
            int[] guess = row.guess(Math.min(transformer.weights().freeRows(), MOST_AHEAD) - 1);
            if (guess.length > 0) {
                stepAhead(row, guess);
                return;
            }
        }
        giveWay();
        reserve(lanes.count(), longest(), slotsInUse());
        int[] lengths = lanes.lengths();
        int[] chosen;
        try (PointerScope scope = new PointerScope()) {
            chosen = choose(transformer.step(cache, lanes.lastTokens(), lengths, lanes.layout(active)));
        }
        lanes.stepped(lengths);
        List<Row> stepped = List.copyOf(active);
        int before = lanes.count();
        for (int i = 0; i < chosen.length; i++) {
            Row row = stepped.get(i);
            Answer.Finish finish = row.cancelled() ? Answer.Finish.CANCELLED : row.accept(chosen[i]);
            if (finish != null) {
                remove(row);
                row.finish(finish);
            }
        }
        moveEntering(before);
    }

    /**
     * A single stream computes guessed tokens along with its last one, as long as that costs nothing: the row chooses
     * after each as it would have without, and goes on while its choice was the guess. What was guessed wrong is
     * overwritten.
     */
    private void stepAhead(Row row, int[] guess) {
        int path = row.paths[0];
        int length = row.length() - 1;
        int[] tokens = row.tokens(0, length + 1 + guess.length);
        System.arraycopy(guess, 0, tokens, length + 1, guess.length);
        reserve(1, tokens.length - row.elsewhere(), 1);
        Answer.Finish finish = row.cancelled() ? Answer.Finish.CANCELLED : null;
        try (PointerScope scope = new PointerScope()) {
            Tensor logits = transformer.ahead(
                    cache,
                    0,
                    length,
                    Arrays.copyOfRange(tokens, length, tokens.length),
                    path,
                    row.shared == null ? null : row.shared.prefix());
            int vocabulary = Math.toIntExact(logits.size(1));
            FloatBuffer all =
                    new FloatPointer(logits.data_ptr()).capacity(logits.numel()).asBuffer();
            int right = 0;
            while (finish == null) {
                int chosen = row.choose(all.slice(right * vocabulary, vocabulary));
                finish = row.accept(chosen);
                boolean asGuessed =
                        right < guess.length && chosen == guess[right] && row.length() == length + right + 2;
                if (!asGuessed) {
                    break;
                }
                right++;
            }
            slots.holds(0, path, Arrays.copyOf(tokens, length + 1 + right), row.elsewhere());
        }
        if (finish != null) {
            remove(row);
            row.finish(finish);
        }
    }

    private int[] choose(Tensor logits) {
        int rows = active.size();
        int[] chosen = new int[rows];
        if (active.stream().anyMatch(Row::plainGreedy)) {
            long[] best = new long[rows];
            new LongPointer(torch.argmax(logits, new LongOptional(1), false).data_ptr()).get(best);
            IntStream.range(0, rows)
                    .filter(row -> active.get(row).plainGreedy())
                    .forEach(row -> chosen[row] = Math.toIntExact(best[row]));
        }
        int vocabulary = Math.toIntExact(logits.size(1));
        FloatBuffer all =
                new FloatPointer(logits.data_ptr()).capacity(logits.numel()).asBuffer();
        IntStream.range(0, rows)
                .parallel()
                .filter(row -> !active.get(row).plainGreedy())
                .forEach(row -> chosen[row] = active.get(row).choose(all.slice(row * vocabulary, vocabulary)));
        return chosen;
    }

    /** Ends everything that is under way. */
    void fail(Throwable cause) {
        waiting.forEach(row -> row.future.completeExceptionally(cause));
        active.forEach(row -> row.future.completeExceptionally(cause));
        if (entering != null) {
            entering.future.completeExceptionally(cause);
        }
        waiting.clear();
        active.clear();
        lanes.clear();
        entering = null;
        slots.forgetAll();
        prompts.forgetAll();
    }

    void close() {
        prompts.forgetAll();
        cache.close();
    }
}
