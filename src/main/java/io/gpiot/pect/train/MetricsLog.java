package io.gpiot.pect.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code metrics.jsonl}: a line an update ({@code step, epoch, loss, loss_path1, ...}) and a line an evaluation
 * ({@code step, development_loss, ...}).
 */
final class MetricsLog {

    private static final ObjectWriter LINE = Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

    private final Path file;

    MetricsLog(Path file) {
        this.file = file;
    }

    void add(Map<String, ?> values) {
        try {
            Files.writeString(
                    file, LINE.writeValueAsString(values) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw GpiotException.unwritten(file, e);
        }
    }

    /** All whole lines; a kill may have cut the last one. */
    List<JsonNode> lines() {
        List<JsonNode> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                JsonNode json = parsed(line);
                if (json.has("step")) {
                    lines.add(json);
                }
            }
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
        return lines;
    }

    /** Drops what was written after the checkpoint that is gone on from: it will be written again. @param evaluationToo that of this step is due, too */
    void cutAfter(long step, boolean evaluationToo) {
        StringBuilder kept = new StringBuilder();
        for (JsonNode line : lines()) {
            long at = line.get("step").asLong();
            if (at < step || at == step && (line.has("loss") || !evaluationToo)) {
                kept.append(text(line)).append('\n');
            }
        }
        Json.writeText(file, kept.toString());
    }

    private static String text(JsonNode line) {
        try {
            return LINE.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw GpiotException.internal("cannot write a line of metrics", e);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.createObjectNode();
        }
    }
}
