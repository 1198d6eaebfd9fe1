package io.gpiot.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import java.util.ArrayList;
import java.util.List;

/**
 * A task of anybody's in gpiot-bench's format. More lenient than the reader of our own rows: what only our rows must have
 * (topic, level, counts) may be missing.
 *
 * @param place named in errors
 */
record TaskNode(JsonNode node, String place) {

    String kind() {
        return node.path("kind").asText();
    }

    CodeItem code() {
        Specification specification = new Specification(
                1,
                node.path("title").asText(string("entry_point")),
                string("entry_point"),
                string("target"),
                parameters("input_specification"),
                parameters("output_specification"));
        return new CodeItem(
                string("id"),
                node.path("domain").asText(),
                node.path("level").asText(),
                new Question.Specified(specification),
                specification.entryPoint(),
                "",
                program("reference"),
                node.has("naive") ? program("naive") : "",
                program("test"));
    }

    PlanItem plan() {
        List<SubTask> subTasks = new ArrayList<>();
        for (JsonNode each : node.path("subtasks")) {
            List<String> steps = new ArrayList<>();
            each.path("steps").forEach(step -> steps.add(step.asText()));
            subTasks.add(new SubTask(subTasks.size() + 1, each.path("name").asText(), steps));
        }
        if (subTasks.isEmpty()) {
            throw GpiotException.user(place + ": 'subtasks' must be a list of objects with 'name' and 'steps'");
        }
        List<Parameter> data = node.has("data") ? parameters("data") : List.of();
        return new PlanItem(
                string("id"), node.path("domain").asText(), string("problem"), data, strings("requirements"), subTasks);
    }

    private String string(String field) {
        String value = node.path(field).asText();
        if (value.isBlank()) {
            throw GpiotException.user(place + ": the field '" + field + "' must be a text");
        }
        return value;
    }

    private List<String> strings(String field) {
        if (!node.path(field).isArray()) {
            throw GpiotException.user(place + ": the field '" + field + "' must be a list");
        }
        List<String> texts = new ArrayList<>();
        node.path(field).forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private List<Parameter> parameters(String field) {
        try {
            return strings(field).stream().map(Parameter::parse).toList();
        } catch (GpiotException e) {
            throw GpiotException.user(place + ", '" + field + "': " + e.getMessage());
        }
    }

    /** A text, or a list of lines. */
    private String program(String field) {
        String text = node.path(field).isTextual() ? string(field) : String.join("\n", strings(field));
        return text.stripTrailing() + "\n";
    }
}
