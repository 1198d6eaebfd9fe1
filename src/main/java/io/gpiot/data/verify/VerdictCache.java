package io.gpiot.data.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Verdicts by the hash of all that they follow from: a file of JSON lines, appended to; a line cut by a kill is passed over. */
public final class VerdictCache {

    private static final ObjectWriter LINES =
            Json.MAPPER.writer().without(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final Map<String, RowVerdict> known = new ConcurrentHashMap<>();

    private record Line(String key, @Nullable String why, double seconds, List<String> notes) {}

    public VerdictCache(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                Files.readString(file).lines().forEach(this::take);
            } catch (IOException e) {
                throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
            }
        }
    }

    public Optional<RowVerdict> find(String key) {
        return Optional.ofNullable(known.get(key));
    }

    /** What was not checked is not kept. */
    synchronized void put(String key, RowVerdict verdict) {
        Line line = switch (verdict) {
            case RowVerdict.Passed passed -> new Line(key, null, passed.seconds(), passed.notes());
            case RowVerdict.Failed failed -> new Line(key, failed.why(), 0, List.of());
            case RowVerdict.Unchecked unchecked -> null;
        };
        if (line == null) {
            return;
        }
        known.put(key, verdict);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, LINES.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw GpiotException.resources("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private void take(String text) {
        try {
            Line line = Json.MAPPER.readValue(text, Line.class);
            known.put(
                    line.key(),
                    line.why() == null
                            ? new RowVerdict.Passed(line.seconds(), line.notes())
                            : new RowVerdict.Failed(line.why()));
        } catch (JsonProcessingException e) {
            return; // the row runs again
        }
    }
}
