package io.gpiot.data.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import io.gpiot.data.CodeTask;
import io.gpiot.data.DecompositionTask;
import io.gpiot.data.Kind;
import io.gpiot.data.Label;
import io.gpiot.data.Level;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a task of gpiot-bench: a JSON object whose programs are texts or lists of lines. */
final class BenchReader {

    private final String text;
    private final JsonNode node;
    private final Faults faults;

    private BenchReader(String text, JsonNode node, Faults faults) {
        this.text = text;
        this.node = node;
        this.faults = faults;
    }

    /** @param id what the file's place says that the id is, or empty where the task may say it */
    static Reading read(String id, String text, Faults faults) {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            faults.add(e.getLocation() == null ? 0 : e.getLocation().getLineNr(), e.getOriginalMessage());
            return faults.bad();
        }
        return new BenchReader(text, node, faults).task(id);
    }

    private Reading task(String expected) {
        String id = string("id");
        String kind = string("kind");
        faults.unless(
                expected.isEmpty() || id.equals(expected),
                line("id"),
                "the id must be '" + expected + "' as the file's name says, was '" + id + "'");
        String topic = string("topic");
        Rules.topic(topic, line("topic"), faults);
        Optional<Level> level = Rules.level(string("level"), line("level"), faults);
        return switch (kind) {
            case "code" -> code(Label.authored(id, Kind.CODE, string("domain"), topic, faults.file()), level);
            case "decomposition" ->
                decomposition(Label.authored(id, Kind.DECOMPOSITION, string("domain"), topic, faults.file()), level);
            default -> {
                faults.add(line("kind"), "the kind must be code or decomposition, was '" + kind + "'");
                yield faults.bad();
            }
        };
    }

    private Reading code(Label label, Optional<Level> level) {
        Specification specification = new Specification(
                1,
                string("title"),
                string("entry_point"),
                string("target"),
                parameters("input_specification"),
                parameters("output_specification"));
        String signature = string("signature");
        faults.unless(
                signature.equals(specification.signature()),
                line("signature"),
                "the signature must be '" + specification.signature() + "', was '" + signature + "'");
        Rules.distinct(specification.inputs(), line("input_specification"), faults);
        Rules.distinct(specification.outputs(), line("output_specification"), faults);
        String reference = program("reference");
        ProgramRules.check(specification, reference, line("reference") + 1, faults);
        String naive = program("naive");
        ProgramRules.defines("the naive program", specification.entryPoint(), naive, line("naive") + 1, faults);
        String test = program("test");
        ProgramRules.defines("the test", "check", test, line("test") + 1, faults);
        return faults.any() || level.isEmpty()
                ? faults.bad()
                : new Reading.Good(new CodeTask(label, level.get(), specification, reference, naive, test));
    }

    private Reading decomposition(Label label, Optional<Level> level) {
        String problem = string("problem");
        Rules.words("the problem", problem, 25, 120, line("problem"), faults);
        List<Parameter> data = parameters("data");
        List<String> requirements = strings("requirements");
        faults.unless(
                requirements.size() >= 3 && requirements.size() <= 6,
                line("requirements"),
                "there must be 3 to 6 requirements, are " + requirements.size());
        List<SubTask> subTasks = new ArrayList<>();
        for (JsonNode each : node.path("subtasks")) {
            List<String> steps = new ArrayList<>();
            each.path("steps").forEach(step -> steps.add(step.asText()));
            subTasks.add(new SubTask(subTasks.size() + 1, each.path("name").asText(), steps));
        }
        Rules.counts(subTasks, line("subtasks"), faults);
        return faults.any() || level.isEmpty()
                ? faults.bad()
                : new Reading.Good(new DecompositionTask(label, level.get(), problem, data, requirements, subTasks));
    }

    private String string(String field) {
        JsonNode value = node.path(field);
        faults.unless(
                value.isTextual() && !value.asText().isBlank(),
                line(field),
                "the field '" + field + "' must be a text");
        return value.asText();
    }

    private List<String> strings(String field) {
        JsonNode value = node.path(field);
        faults.unless(value.isArray() && !value.isEmpty(), line(field), "the field '" + field + "' must be a list");
        List<String> texts = new ArrayList<>();
        value.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** People's suites may hold a program as one text; ours are lists of lines, so that differences can be read. */
    private String program(String field) {
        String all = node.path(field).isTextual() ? string(field) : String.join("\n", strings(field));
        return all.stripTrailing() + "\n";
    }

    private List<Parameter> parameters(String field) {
        List<Parameter> parameters = new ArrayList<>();
        for (String each : strings(field)) {
            faults.attempt(line(field), () -> Parameter.parse(each)).ifPresent(parameters::add);
        }
        return parameters;
    }

    /** Where a field stands in the file; 0 where it does not. */
    private int line(String field) {
        int number = 0;
        for (String each : text.lines().toList()) {
            number++;
            if (each.stripLeading().startsWith("\"" + field + "\"")) {
                return number;
            }
        }
        return 0;
    }
}
