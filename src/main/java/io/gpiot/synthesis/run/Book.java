package io.gpiot.synthesis.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out before, by key, in a file of JSON lines. A line is on disk before {@link #put} returns; one that a
 * kill tore is left out when the file is read.
 */
public final class Book<T> {

    private static final ObjectMapper LINES = Json.MAPPER.copy().disable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final ObjectMapper mapper;
    private final Map<String, T> known = new LinkedHashMap<>();

    /** @param mixIns how types that do not say so themselves are written, or empty */
    public Book(Path file, Class<T> type, Map<Class<?>, Class<?>> mixIns) {
        this.file = file;
        this.mapper = LINES.copy();
        mixIns.forEach(mapper::addMixIn);
        if (Files.exists(file)) {
            read(type);
        }
    }

    public synchronized Optional<T> find(String key) {
        return Optional.ofNullable(known.get(key));
    }

    /** Everything, each key once. */
    public synchronized List<T> values() {
        return List.copyOf(known.values());
    }

    public synchronized void put(String key, T value) {
        known.put(key, value);
        Map<String, Object> line = Map.of("key", key, "value", mapper.valueToTree(value));
        append(file, line);
    }

    /** One JSON line at the end of a file. */
    static void append(Path file, Object value) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, LINES.writeValueAsString(value) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw GpiotException.unwritten(file, e);
        }
    }

    private void read(Class<T> type) {
        try {
            // not Files.readString: a kill may have torn a letter of several bytes
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                try {
                    JsonNode entry = mapper.readTree(line);
                    known.put(entry.path("key").asText(), mapper.treeToValue(entry.path("value"), type));
                } catch (JsonProcessingException torn) {
                    continue;
                }
            }
            if (!text.isEmpty() && !text.endsWith("\n")) {
                Files.writeString(file, "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
