package io.gpiot.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The one JSON mapper, and JSON files that are written whole or not at all. */
public final class Json {

    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ObjectWriter LINES = MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw GpiotException.internal("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** JSON lines: one value a line. */
    public static String lines(List<?> values) {
        StringBuilder lines = new StringBuilder();
        try {
            for (Object value : values) {
                lines.append(LINES.writeValueAsString(value)).append('\n');
            }
            return lines.toString();
        } catch (JsonProcessingException e) {
            throw GpiotException.internal("cannot write a line of JSON", e);
        }
    }

    /**
     * Reads {@link #lines}.
     *
     * @throws GpiotException USER that names the line, where one is no such value
     */
    public static <T> List<T> readLines(Path file, Class<T> type) {
        List<T> values = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                values.add(MAPPER.readValue(line, type));
            }
            return values;
        } catch (JsonProcessingException e) {
            throw GpiotException.user(file + ", line " + (values.size() + 1) + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw GpiotException.user("cannot read " + file + ": " + e.getMessage());
        }
    }

    public static void writeFile(Path file, Object value) {
        writeText(file, write(value) + "\n");
    }

    /** @throws GpiotException USER where the file is not JSON of that shape */
    public static <T> T readFile(Path file, Class<T> type) {
        try {
            return MAPPER.readValue(Files.readAllBytes(file), type);
        } catch (JsonProcessingException e) {
            throw GpiotException.user(file + " is not a valid " + type.getSimpleName() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes beside the target and renames, so that a kill leaves the old file or the new one. */
    public static void writeText(Path file, String text) {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw GpiotException.unwritten(file, e);
        }
    }
}
