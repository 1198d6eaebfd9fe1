package io.gpiot.app.web.runs;

import io.gpiot.app.runs.RunEvent;
import io.gpiot.app.runs.RunFile;
import io.gpiot.app.runs.RunInfo;
import io.gpiot.app.runs.RunOutcome;
import io.gpiot.app.runs.RunService;
import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A run as Markdown, piece by piece. */
final class ChainText {

    private static final String PROGRAM = "pipeline.py";
    private static final int LONGEST_FILE = 20_000;

    private final RunService runs;
    private final String owner;
    private final String id;
    private int tokens;

    ChainText(RunService runs, String owner, String id) {
        this.runs = runs;
        this.owner = owner;
        this.id = id;
    }

    /** Written by the models so far. */
    int tokens() {
        return tokens;
    }

    String opening() {
        return "Run " + id + "\n";
    }

    /** Empty where an event is not worth a line. */
    String of(RunEvent event) {
        return switch (event.kind()) {
            case "StageFinished" -> {
                tokens += event.detail().path("tokens").asInt();
                yield stage(event.detail().path("stage").asText());
            }
            case "Decided" ->
                "- sub-task %d, %s: %s\n"
                        .formatted(
                                event.detail().path("subTask").asInt(),
                                event.detail().path("name").asText(),
                                event.detail().path("summary").asText());
            default -> "";
        };
    }

    private String stage(String stage) {
        return switch (stage) {
            case "DECOMPOSE" -> "\n## Sub-tasks\n" + files("subtasks.md");
            case "SPECIFY" -> "\n## Specifications\n" + files("specifications/");
            case "GENERATE" -> "\n## Programs\n";
            default -> "";
        };
    }

    /** All whose name begins so. */
    private String files(String beginning) {
        List<String> texts = new ArrayList<>();
        for (RunFile file : runs.files(owner, id)) {
            if (file.name().startsWith(beginning) && file.name().endsWith(".md")) {
                texts.add(text(file.name()));
            }
        }
        return String.join("\n", texts);
    }

    String end(RunInfo info) {
        StringBuilder text = new StringBuilder("\n## Result\n");
        RunOutcome outcome = info.outcome();
        if (outcome != null) {
            outcome.lines().forEach(line -> text.append("- ").append(line).append('\n'));
        }
        if (runs.files(owner, id).stream().anyMatch(file -> file.name().equals(PROGRAM))) {
            text.append("\n```python\n").append(text(PROGRAM)).append("```\n");
        }
        return text.append("\nAll files: /api/runs/")
                .append(id)
                .append("/zip\n")
                .toString();
    }

    private String text(String name) {
        try {
            String text = Files.readString(runs.file(owner, id, name));
            return text.length() <= LONGEST_FILE ? text : text.substring(0, LONGEST_FILE) + "\n...\n";
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + name + ": " + e.getMessage(), e);
        }
    }
}
