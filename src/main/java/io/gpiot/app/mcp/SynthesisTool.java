package io.gpiot.app.mcp;

import io.gpiot.app.runs.RunEvent;
import io.gpiot.app.runs.RunInfo;
import io.gpiot.app.runs.RunOrder;
import io.gpiot.app.runs.RunOutcome;
import io.gpiot.app.runs.RunService;
import io.gpiot.app.runs.RunState;
import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.run.Stage;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** The whole chain as a run, told stage by stage; the run stays when the client goes, and is a resource. */
record SynthesisTool(Assistant assistant) implements Tool {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "synthesise";
    }

    @Override
    public String description() {
        return "Turns an IoT requirement in plain English into Python programs that ran on the given data. Takes minutes;"
                + " progress is told. The run with all its files is then a resource, gpiot://runs/ID.";
    }

    @Override
    public Schema schema() {
        return new Schema()
                .text("requirement", "What the programs must do.")
                .text("data", "A file or folder with the data that this server may read.")
                .files("files", "Instead of data: text files, such as CSV.")
                .texts("result", "What the last program must return, each as \"name (type): meaning\".")
                .flag("plan_only", "Stop after the sub-tasks.")
                .whole("candidates", 1, 64, "Programs drawn per sub-task and round (default 8).")
                .whole("rounds", 1, 20, "Rounds of drawing at most (default 2).")
                .required("requirement");
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Semaphore turn() {
        return assistant.turns().runs();
    }

    @Override
    public Answer call(Call call) {
        Arguments arguments = call.arguments();
        SynthesisSettings.Draws usual = SynthesisSettings.DEFAULT.sampling();
        SynthesisSettings settings = SynthesisSettings.DEFAULT.withSampling(
                usual.withCandidates(arguments.whole("candidates", usual.candidates(), 1, 64))
                        .withRounds(arguments.whole("rounds", usual.rounds(), 1, 20)));
        RunOrder order = new RunOrder(
                arguments.text("requirement"), arguments.texts("result"), arguments.flag("plan_only"), settings);
        String owner = assistant.owner().apply(call.exchange());
        RunInfo run = assistant
                .runs()
                .submit(
                        owner,
                        order,
                        arguments
                                .data(assistant.folders())
                                .orElseThrow(() -> GpiotException.user("give the data, as 'data' or as 'files'")));
        follow(call, owner, run.id());
        return answer(owner, assistant.runs().get(owner, run.id()));
    }

    /** Tells each event worth a line, until the run ends. */
    private void follow(Call call, String owner, String id) {
        long last = 0;
        int stages = 0;
        double told = 0;
        while (true) {
            RunService.Events piece = assistant.runs().events(owner, id, last, PATIENCE);
            for (RunEvent event : piece.events()) {
                last = event.position();
                stages += event.kind().equals("StageFinished") || event.kind().equals("StageKept") ? 1 : 0;
                String line = line(id, event);
                if (!line.isEmpty()) {
                    // must grow with every message, also within a stage
                    told = Math.max(Math.nextUp(told) + 1e-6, stages);
                    tell(call, told, line);
                }
            }
            if (piece.ended()) {
                return;
            }
        }
    }

    private static void tell(Call call, double done, String line) {
        Object token = call.request().progressToken();
        if (token != null) {
            call.exchange()
                    .progressNotification(new ProgressNotification(token, done, (double) Stage.values().length, line));
        }
    }

    private static String line(String id, RunEvent event) {
        String stage = event.detail().path("stage").asText().toLowerCase(Locale.ROOT);
        return switch (event.kind()) {
            case RunEvent.STATE ->
                "run " + id + ": " + event.detail().path("state").asText().toLowerCase(Locale.ROOT);
            case "StageStarted" -> stage;
            case "StageKept" -> stage + ": kept";
            case "StageFinished" ->
                "%s: %.1f s".formatted(stage, event.detail().path("seconds").asDouble());
            case "Writing" ->
                "%s: %d tokens, %d of %d answers"
                        .formatted(
                                stage,
                                event.detail().path("tokens").asInt(),
                                event.detail().path("answersDone").asInt(),
                                event.detail().path("answers").asInt());
            case "Decided" ->
                "sub-task %d [%s]: %s"
                        .formatted(
                                event.detail().path("subTask").asInt(),
                                event.detail().path("name").asText(),
                                event.detail().path("summary").asText());
            default -> "";
        };
    }

    private Answer answer(String owner, RunInfo run) {
        if (run.state() == RunState.FAILED) {
            throw GpiotException.user("run " + run.id() + " failed: " + run.message());
        }
        List<String> lines = new ArrayList<>();
        lines.add("run " + run.id() + ": " + run.state().key());
        RunOutcome outcome = run.outcome();
        if (outcome != null) {
            lines.addAll(outcome.lines());
        }
        assistant
                .runs()
                .progress(owner, run.id())
                .subTasks()
                .forEach(subTask ->
                        lines.add("sub-task " + subTask.subTask() + " [" + subTask.name() + "]: " + subTask.summary()));
        List<String> files = RunResources.uris(assistant.runs(), owner, run.id());
        lines.add("files:");
        lines.addAll(files);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", run.id());
        facts.put("uri", RunResources.uri(run.id()));
        facts.put("state", run.state().name());
        facts.put("answered", outcome != null && outcome.answered());
        facts.put("complete", outcome != null && outcome.complete());
        facts.put("figures", outcome == null ? Map.of() : outcome.figures());
        facts.put("files", files);
        return new Answer(String.join("\n", lines), facts);
    }
}
