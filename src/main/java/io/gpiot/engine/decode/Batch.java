package io.gpiot.engine.decode;

import io.gpiot.engine.Answer;
import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Transformer;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
 * The rows that decode together. Row r is slot r. A prompt's last token is not prefilled: it enters with the batch's next
 * step, so that every row's first logits come from the same place. Touched by one thread.
 */
final class Batch {

    /** Tokens of one prefill pass: enough for full use of the arithmetic, few enough to let other rows go on. */
    private static final int CHUNK = 512;

    private final Transformer transformer;
    private final EngineSettings settings;
    private final KeyValueCache cache;
    private final SlotTable slots;
    private final Deque<Row> waiting = new ArrayDeque<>();
    private final List<Row> active = new ArrayList<>();
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
        int slot = active.size();
        int last = row.promptLength() - 1;
        int end = Math.min(last, entered + CHUNK);
        transformer.prefill(cache, slot, entered, row.tokens(entered, end));
        boolean wasLong = end - entered == CHUNK;
        entered = end;
        slots.holds(slot, row.tokens(0, entered));
        if (entered == last) {
            active.add(row);
            entering = null;
            return true;
        }
        // a long prompt is taken in turns with the rows that decode already
        return !(wasLong && !active.isEmpty());
    }

    private void begin(Row row) {
        int slot = active.size();
        int rowsSoon = Math.min(settings.maxRows(), active.size() + 1 + waiting.size());
        int tokens = row.promptLength() + 1;
        boolean roomForAll = (long) rowsSoon * Math.max(tokens, longest()) * bytesPerToken <= settings.cacheBytes();
        slots.reserve(roomForAll ? rowsSoon : slot + 1, tokens);
        int prompt = row.promptLength();
        entered = slots.fillFromSibling(slot, row.tokens(0, prompt), prompt - 1);
        row.cachedTokens(entered);
        entering = row;
    }

    private boolean fits(Row row) {
        long tokens = Math.max(row.mostTokens(), longest());
        return active.isEmpty() || (active.size() + 1) * tokens * bytesPerToken <= settings.cacheBytes();
    }

    private int longest() {
        return active.stream().mapToInt(Row::mostTokens).max().orElse(0);
    }

    private void step() {
        int rows = active.size();
        int[] tokens = active.stream().mapToInt(Row::lastToken).toArray();
        int[] lengths = active.stream().mapToInt(row -> row.length() - 1).toArray();
        slots.reserve(rows, IntStream.of(lengths).max().orElse(0) + 1);
        int[] chosen;
        try (PointerScope scope = new PointerScope()) {
            chosen = choose(transformer.step(cache, tokens, lengths));
        }
        for (int slot = 0; slot < rows; slot++) {
            slots.holds(slot, active.get(slot).tokens(0, lengths[slot] + 1));
        }
        // from the back, so that the row which takes a freed place has been dealt with
        for (int slot = rows - 1; slot >= 0; slot--) {
            Row row = active.get(slot);
            Answer.Finish finish = row.cancelled() ? Answer.Finish.CANCELLED : row.accept(chosen[slot]);
            if (finish != null) {
                int last = active.size() - 1;
                slots.exchange(slot, last);
                active.set(slot, active.get(last));
                active.remove(last);
                row.finish(finish);
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
        entering = null;
        slots.forgetAll();
    }

    void close() {
        cache.close();
    }
}
