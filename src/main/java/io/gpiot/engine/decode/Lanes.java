package io.gpiot.engine.decode;

import io.gpiot.engine.model.Prefix;
import io.gpiot.engine.model.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The streams of the rows that decode: a row has one, or two where its adapter couples paths. Stream s is slot s. */
final class Lanes {

    private final SlotTable slots;
    /** A row's side by side until another row ends. */
    private final List<Stream> streams = new ArrayList<>();

    Lanes(SlotTable slots) {
        this.slots = slots;
    }

    /** A row on the index-th of its paths. */
    private record Stream(Row row, int index) {
        boolean answers() {
            return index == 0;
        }

        int path() {
            return row.paths[index];
        }

        Prefix.@Nullable Part prefix() {
            Prefix prefix = row.prefix();
            return prefix == null ? null : new Prefix.Part(prefix, index);
        }
    }

    int count() {
        return streams.size();
    }

    void add(Row row) {
        for (int i = 0; i < row.paths.length; i++) {
            streams.add(new Stream(row, i));
        }
    }

    int[] lastTokens() {
        return streams.stream().mapToInt(stream -> stream.row().lastToken()).toArray();
    }

    /** Tokens before each stream's last one. */
    int[] lengths() {
        return streams.stream().mapToInt(stream -> stream.row().length() - 1).toArray();
    }

    /** Every stream's last token is in its slot now. */
    void stepped(int[] lengths) {
        for (int slot = 0; slot < lengths.length; slot++) {
            Stream stream = streams.get(slot);
            Row row = stream.row();
            slots.holds(slot, stream.path(), row.tokens(0, lengths[slot] + 1), row.elsewhere());
        }
    }

    /** Which path each stream runs on, which streams belong together, and which ones answer, in the order of the rows. */
    Streams layout(List<Row> rows) {
        int[] paths = streams.stream().mapToInt(Stream::path).toArray();
        int[] partners = new int[paths.length];
        Arrays.fill(partners, -1);
        Map<Row, Integer> answering = new HashMap<>();
        Map<Row, Integer> beside = new HashMap<>();
        List<Prefix.@Nullable Part> prefixes = new ArrayList<>();
        for (int slot = 0; slot < paths.length; slot++) {
            Stream stream = streams.get(slot);
            (stream.answers() ? answering : beside).put(stream.row(), slot);
            prefixes.add(stream.prefix());
        }
        beside.forEach((row, slot) -> {
            int own = Objects.requireNonNull(answering.get(row));
            partners[slot] = own;
            partners[own] = slot;
        });
        int[] asked = rows.stream()
                .mapToInt(row -> Objects.requireNonNull(answering.get(row)))
                .toArray();
        return new Streams(paths, partners, asked, prefixes);
    }

    /** Gives a row's slots back: the last streams take their places. */
    void release(Row row) {
        for (int slot = streams.size() - 1; slot >= 0; slot--) {
            if (streams.get(slot).row() == row) {
                int last = streams.size() - 1;
                slots.exchange(slot, last);
                streams.set(slot, streams.get(last));
                streams.remove(last);
            }
        }
    }

    void clear() {
        streams.clear();
    }
}
