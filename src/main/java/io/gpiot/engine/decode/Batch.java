package io.gpiot.engine.decode;

import io.gpiot.engine.Answer;
import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Streams;
import io.gpiot.engine.model.Transformer;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * step, so that every row's first logits come from the same place. Touched by one thread.
 */
final class Batch {

    /** Tokens of one prefill pass: enough for full use of the arithmetic, few enough to let other rows go on. */
    private static final int CHUNK = 512;

    /** A single stream's last token and what is guessed to follow it. */
    private static final int MOST_AHEAD = 8;

    private final Transformer transformer;
    private final EngineSettings settings;
    private final KeyValueCache cache;
    private final SlotTable slots;
    private final Deque<Row> waiting = new ArrayDeque<>();
    private final List<Row> active = new ArrayList<>();
    /** Of the active rows, a row's side by side until another row ends. */
    private final List<Stream> streams = new ArrayList<>();

    private final long bytesPerToken;
    private @Nullable Row entering;
    private int entered;

    Batch(Transformer transformer, EngineSettings settings) {
        this.transformer = transformer;
        this.settings = settings;
        this.cache = transformer.newCache();
        this.slots = new SlotTable(cache);
        this.bytesPerToken = cache.bytesPerToken();
    }

    /** A row on one of its paths. */
    private record Stream(Row row, int path) {
        boolean answers() {
            return path == row.paths[0];
        }
    }

    void add(Row row) {
        waiting.add(row);
    }

    boolean idle() {
        return waiting.isEmpty() && active.isEmpty() && entering == null;
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
        int slot = streams.size();
        int last = row.promptLength() - 1;
        int end = Math.min(last, entered + CHUNK);
        transformer.prefill(cache, slot, entered, row.tokens(entered, end), row.paths);
        boolean wasLong = end - entered == CHUNK;
        entered = end;
        for (int i = 0; i < row.paths.length; i++) {
            slots.holds(slot + i, row.paths[i], row.tokens(0, entered));
        }
        if (entered == last) {
            active.add(row);
            for (int path : row.paths) {
                streams.add(new Stream(row, path));
            }
            entering = null;
            return true;
        }
        // a long prompt is taken in turns with the rows that decode already
        return !(wasLong && !active.isEmpty());
    }

    private void begin(Row row) {
        int slot = streams.size();
        int slotsSoon = slot
                + row.paths.length
                + waiting.stream()
                        .limit(settings.maxRows() - active.size() - 1L)
                        .mapToInt(next -> next.paths.length)
                        .sum();
        int tokens = row.promptLength() + 1;
        boolean roomForAll = (long) slotsSoon * Math.max(tokens, longest()) * bytesPerToken <= settings.cacheBytes();
        slots.reserve(roomForAll ? slotsSoon : slot + row.paths.length, tokens);
        int prompt = row.promptLength();
        entered = slots.fillFromSiblings(slot, row.paths, row.tokens(0, prompt), prompt - 1);
        row.cachedTokens(entered);
        entering = row;
    }

    private boolean fits(Row row) {
        long tokens = Math.max(row.mostTokens(), longest());
        return active.isEmpty()
                || (streams.size() + row.paths.length) * tokens * bytesPerToken <= settings.cacheBytes();
    }

    private int longest() {
        return active.stream().mapToInt(Row::mostTokens).max().orElse(0);
    }

    private void step() {
        if (streams.size() == 1 && entering == null) {
            Row row = active.getFirst();
            int[] guess = row.guess(Math.min(transformer.weights().freeRows(), MOST_AHEAD) - 1);
            if (guess.length > 0) {
                stepAhead(row, guess);
                return;
            }
        }
        int[] tokens =
                streams.stream().mapToInt(stream -> stream.row().lastToken()).toArray();
        int[] lengths =
                streams.stream().mapToInt(stream -> stream.row().length() - 1).toArray();
        slots.reserve(tokens.length, IntStream.of(lengths).max().orElse(0) + 1);
        int[] chosen;
        try (PointerScope scope = new PointerScope()) {
            chosen = choose(transformer.step(cache, tokens, lengths, layout()));
        }
        for (int slot = 0; slot < tokens.length; slot++) {
            Stream stream = streams.get(slot);
            slots.holds(slot, stream.path(), stream.row().tokens(0, lengths[slot] + 1));
        }
        List<Row> stepped = List.copyOf(active);
        int before = streams.size();
        for (int i = 0; i < chosen.length; i++) {
            Row row = stepped.get(i);
            Answer.Finish finish = row.cancelled() ? Answer.Finish.CANCELLED : row.accept(chosen[i]);
            if (finish != null) {
                active.remove(row);
                release(row);
                row.finish(finish);
            }
        }
        if (entering != null && streams.size() < before) {
            // its prompt is in the cache in part: it moves down with the streams' end
            for (int i = 0; i < entering.paths.length; i++) {
                slots.exchange(streams.size() + i, before + i);
            }
        }
    }

    /**
     * A single stream computes guessed tokens along with its last one, as long as that costs nothing: the row chooses
     * after each as it would have without, and goes on while its choice was the guess. What was guessed wrong is
     * overwritten.
     */
    private void stepAhead(Row row, int[] guess) {
        int path = streams.getFirst().path();
        int length = row.length() - 1;
        int[] tokens = row.tokens(0, length + 1 + guess.length);
        System.arraycopy(guess, 0, tokens, length + 1, guess.length);
        slots.reserve(1, tokens.length);
        Answer.Finish finish = row.cancelled() ? Answer.Finish.CANCELLED : null;
        try (PointerScope scope = new PointerScope()) {
            Tensor logits =
                    transformer.ahead(cache, 0, length, Arrays.copyOfRange(tokens, length, tokens.length), path);
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
            slots.holds(0, path, Arrays.copyOf(tokens, length + 1 + right));
        }
        if (finish != null) {
            active.remove(row);
            release(row);
            row.finish(finish);
        }
    }

    /** Which path each stream runs on, which streams belong together, and which ones answer, in the rows' order. */
    private Streams layout() {
        int[] paths = streams.stream().mapToInt(Stream::path).toArray();
        int[] partners = new int[paths.length];
        Arrays.fill(partners, -1);
        Map<Row, Integer> answering = new HashMap<>();
        Map<Row, Integer> beside = new HashMap<>();
        for (int slot = 0; slot < paths.length; slot++) {
            Stream stream = streams.get(slot);
            (stream.answers() ? answering : beside).put(stream.row(), slot);
        }
        beside.forEach((row, slot) -> {
            int own = Objects.requireNonNull(answering.get(row));
            partners[slot] = own;
            partners[own] = slot;
        });
        return new Streams(
                paths,
                partners,
                active.stream()
                        .mapToInt(row -> Objects.requireNonNull(answering.get(row)))
                        .toArray());
    }

    /** Gives a row's slots back: the last streams take their places. */
    private void release(Row row) {
        for (int slot = streams.size() - 1; slot >= 0; slot--) {
            if (streams.get(slot).row() == row) {
                int last = streams.size() - 1;
                slots.exchange(slot, last);
                streams.set(slot, streams.get(last));
                streams.remove(last);
            }
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
        streams.clear();
        entering = null;
        slots.forgetAll();
    }

    void close() {
        cache.close();
    }
}
