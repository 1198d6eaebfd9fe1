package io.gpiot.data.verify;

import io.gpiot.synthesis.run.Book;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verdicts by the hash of all that they follow from, kept in a file. */
public final class VerdictCache {

    private final Book<KnownVerdict> known;

    public VerdictCache(Path file) {
        this.known = new Book<>(file, KnownVerdict.class, Map.of());
    }

    public Optional<RowVerdict> find(String key) {
        return known.find(key).map(KnownVerdict::verdict);
    }

    /** What was not checked is not kept. */
    void put(String key, RowVerdict verdict) {
        switch (verdict) {
            case RowVerdict.Passed passed -> known.put(key, new KnownVerdict(null, passed.seconds(), passed.notes()));
            case RowVerdict.Failed failed -> known.put(key, new KnownVerdict(failed.why(), 0, List.of()));
            case RowVerdict.Unchecked unchecked -> {}
        }
    }
}
