package io.gpiot.environment;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ruff, which reads Python files and says which of its rules they break. It runs none of them. */
public final class Ruff {

    private final Path program;
    private final Tool tool;

    private Ruff(Path program, Tool tool) {
        this.program = program;
        this.tool = tool;
    }

    /** @throws GpiotException RESOURCES where it is not here and cannot be fetched */
    public static Ruff of(Home home, Map<String, String> environment, Progress progress) {
        return new Ruff(new FetchedTools(home, environment).ruff(progress), new Tool(environment));
    }

    /** What a rule found. */
    public record Violation(Path file, String rule, int line, String message) {}

    /** Such as {@code ruff 0.17.6}. */
    public String version() {
        return tool.ask(List.of(program.toString(), "--version")).orElse("ruff").strip();
    }

    /**
     * All Python files of a folder. Neither a configuration nor marks in the files change what is found.
     *
     * @param select rules or their beginnings, such as {@code S}
     * @param ignore likewise
     */
    public List<Violation> check(Path folder, List<String> select, List<String> ignore) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "check",
                "--isolated",
                "--no-cache",
                "--ignore-noqa",
                "--exit-zero",
                "--quiet",
                "--output-format",
                "json",
                "--select",
                String.join(",", select)));
        if (!ignore.isEmpty()) {
            command.addAll(List.of("--ignore", String.join(",", ignore)));
        }
        command.add(folder.toAbsolutePath().toString());
        Optional<String> answer = tool.ask(command);
        if (answer.isEmpty()) {
            throw GpiotException.resources(program + " could not read the programs");
        }
        try {
            List<Violation> found = new ArrayList<>();
            for (JsonNode node : Json.MAPPER.readTree(answer.get().isBlank() ? "[]" : answer.get())) {
                String rule = node.path("code").asText("");
                if (select.stream()
                        .anyMatch(rule::startsWith)) { // what cannot be parsed is reported without being asked for
                    found.add(new Violation(
                            Path.of(node.path("filename").asText()),
                            rule,
                            node.path("location").path("row").asInt(),
                            node.path("message").asText()));
                }
            }
            return found;
        } catch (IOException e) {
            throw GpiotException.internal("ruff's answer cannot be read", e);
        }
    }
}
