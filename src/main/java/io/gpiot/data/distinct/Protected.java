package io.gpiot.data.distinct;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.data.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A text that no row for training may hold.
 *
 * @param id of the task
 * @param suite that the task is of
 * @param asked what it asks for, in words
 */
public record Protected(String id, String suite, String asked, String prose, String code) {

    private static final List<String> PROSE = List.of("prompt", "text", "problem", "target", "description");
    private static final List<String> CODE = List.of("canonical_solution", "code", "reference", "solution");
    private static final List<String> ID = List.of("task_id", "id", "name");

    public static Protected of(Row task) {
        return new Protected(task.label().id(), "gpiot-bench", Meanings.asked(task), task.prose(), task.code());
    }

    /**
     * Reads other people's tasks: JSON lines, or one JSON array, with the fields that HumanEval and MBPP have.
     *
     * @throws GpiotException USER where the file holds no such tasks
     */
    public static List<Protected> read(Path file) {
        List<Protected> tasks = new ArrayList<>();
        String suite = file.getFileName().toString();
        for (JsonNode node : nodes(file)) {
            String prose = first(node, PROSE);
            String code = first(node, CODE);
            if (prose.isBlank() && code.isBlank()) {
                throw GpiotException.user(file + ", task " + (tasks.size() + 1) + ": none of the fields "
                        + String.join(
                                ", ",
                                Stream.concat(PROSE.stream(), CODE.stream()).toList()));
            }
            // HumanEval's prompt is the head of the program, with the task in the docstring
            boolean python = prose.contains("def ");
            String id = first(node, ID);
            tasks.add(new Protected(
                    id.isEmpty() ? "" + (tasks.size() + 1) : id, suite, prose, prose, python ? prose + code : code));
        }
        return tasks;
    }

    private static List<JsonNode> nodes(Path file) {
        List<JsonNode> nodes = new ArrayList<>();
        int line = 0;
        try {
            String text = Files.readString(file);
            if (text.stripLeading().startsWith("[")) {
                Json.MAPPER.readTree(text).forEach(nodes::add);
                return nodes;
            }
            for (String each : text.lines().toList()) {
                line++;
                if (!each.isBlank()) {
                    nodes.add(Json.MAPPER.readTree(each));
                }
            }
            return nodes;
        } catch (JsonProcessingException e) {
            throw GpiotException.user(file + (line > 0 ? ", line " + line : "") + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw GpiotException.user("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static String first(JsonNode node, List<String> fields) {
        return fields.stream()
                .map(node::path)
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }
}
