package io.gpiot.engine.decode;

import io.gpiot.engine.Answer;
import io.gpiot.engine.model.Prefix;
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
 * The rows that decode together. A row has one stream, or two where its adapter couples paths; stream s is slot s. A prompt's last
 * token is not prefilled: it enters with the batch's next step, so that every row's first logits come from the same place. A prompt
 * that several rows ask with is computed and kept once. Touched by one thread.
 */
final class Batch {

    /** Tokens of one prefill pass: enough for full use of the arithmetic, few enough to let other rows go on. */
    private static final int CHUNK = 512;

    /** A single stream's last token and what is guessed to follow it. */
    private static final int MOST_AHEAD = 8;

    private final Transformer transformer;
    private final EngineSettings settings;
    private final Room room;
    private final Lanes lanes;
    private final Deque<Row> waiting = new ArrayDeque<>();
    private final List<Row> active = new ArrayList<>();

    private @Nullable Row entering;
    private int entered;

    Batch(Transformer transformer, EngineSettings settings) {
        this.transformer = transformer;
        this.settings = settings;
        this.room = new Room(transformer, settings.cacheBytes());
        this.lanes = new Lanes(room.slots);
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
        return room.bytes();
    }

    /** Lets rows in as far as there is room, and gives every active row one token. */
    void advance() {
        waiting.removeIf(Batch::unwanted);
        boolean more = true;
        while (more) {
            more = admit();
        }
        if (!active.isEmpty()) {
            step();
        }
    }

    private static boolean unwanted(Row row) {
        boolean gone = row.cancelled();
        if (gone) {
            row.finish(Answer.Finish.CANCELLED);
        }
        return gone;
    }

    /** A prompt that nobody waits for is not read to its end. @return whether that was so */
    private boolean turnedAway(Row row) {
        Prefix prefix = row.prefix();
        boolean whole = prefix == null || entered >= prefix.tokens();
        if (!unwanted(row)) {
            return false;
        }
        room.abandon(row, whole);
        entering = null;
        return true;
    }

    /** One chunk of prefill. @return whether to go on before the next step */
    private boolean admit() {
        Row row = entering;
        if (row != null && turnedAway(row)) {
            return true;
        }
        if (row == null) {
            Row next = waiting.peek();
            if (next == null || active.size() >= settings.maxRows()) {
                return false;
            }
            if (!active.isEmpty() && !room.fits(next, isShared(next), lanes.count(), longest())) {
                return false;
            }
            waiting.remove();
            begin(next);
            row = next;
        }
        int slot = lanes.count();
        int last = row.length() - 1;
        Prefix prefix = row.prefix();
        int end;
        if (prefix != null && entered < prefix.tokens()) {
            end = Math.min(prefix.tokens(), entered + CHUNK);
            transformer.prefill(prefix.cache(), 0, entered, row.tokens(entered, end), row.paths, null);
        } else {
            end = Math.min(last, entered + CHUNK);
            transformer.prefill(room.cache, slot, entered, row.tokens(entered, end), row.paths, prefix);
        }
        boolean wasLong = end - entered == CHUNK;
        entered = end;
        for (int i = 0; i < row.paths.length; i++) {
            room.slots.holds(slot + i, row.paths[i], row.tokens(0, entered), Math.min(entered, row.elsewhere()));
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
        if (isShared(row)) {
            entered = room.share(row);
        }
        int own = row.length() + 1 - row.elsewhere();
        int slotsSoon = slot
                + paths
                + waiting.stream()
                        .limit(settings.maxRows() - active.size() - 1L)
                        .mapToInt(next -> next.paths.length)
                        .sum();
        boolean forAll = !room.full(slotsSoon, Math.max(own, room.cache.capacity()));
        room.reserve(forAll ? slotsSoon : slot + paths, own, slot + paths, longest());
        if (row.shared == null) {
            entered = room.fill(row, slot);
        }
        row.cachedTokens(entered);
        entering = row;
    }

    /** Whether others ask with the same prompt, or asked with it a while ago. */
    private boolean isShared(Row row) {
        return row.promptLength() > 1
                && (room.knows(row)
                        || waiting.stream()
                                .limit(settings.maxRows())
                                .anyMatch(other -> other != row && other.asksTheSame(row)));
    }

    /** Tokens that the longest active row has in its own slots. */
    private int longest() {
        return active.stream()
                .mapToInt(row -> row.length() - row.elsewhere())
                .max()
                .orElse(0);
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
        while (active.size() > 1 && room.full(slotsInUse(), needed())) {
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
        room.leave(row);
    }

    /** A prompt that is in the cache in part moves down with the streams' end. */
    private void moveEntering(int before) {
        if (entering != null && lanes.count() < before) {
            for (int i = 0; i < entering.paths.length; i++) {
                room.slots.exchange(lanes.count() + i, before + i);
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
        room.reserve(lanes.count(), longest(), slotsInUse(), needed());
        int[] lengths = lanes.lengths();
        int[] chosen;
        try (PointerScope scope = new PointerScope()) {
            chosen = choose(transformer.step(room.cache, lanes.lastTokens(), lengths, lanes.layout(active)));
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
        room.reserve(1, tokens.length - row.elsewhere(), 1, 0);
        Answer.Finish finish = row.cancelled() ? Answer.Finish.CANCELLED : null;
        try (PointerScope scope = new PointerScope()) {
            Tensor logits = transformer.ahead(
                    room.cache, 0, length, Arrays.copyOfRange(tokens, length, tokens.length), path, row.prefix());
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
            room.slots.holds(0, path, Arrays.copyOf(tokens, length + 1 + right), row.elsewhere());
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
        room.forgetAll();
    }

    void close() {
        room.close();
    }
}
