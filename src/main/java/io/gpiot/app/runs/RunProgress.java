package io.gpiot.app.runs;

import io.gpiot.synthesis.run.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the last attempt of a run has come.
 *
 * @param stages those that began, in order
 * @param subTasks those that are decided, by number
 */
public record RunProgress(List<StageProgress> stages, List<SubTaskProgress> subTasks) {

    static final String[] KINDS = {RunEvent.STATE, "StageStarted", "StageKept", "StageFinished", "Decided"};

    public RunProgress {
        stages = List.copyOf(stages);
        subTasks = List.copyOf(subTasks);
    }

    /** @param how {@code "running"}, {@code "finished"}, {@code "kept"} or {@code "edited"} */
    public record StageProgress(Stage stage, String how, double seconds, int tokens) {}

    /** @param summary in one line: which candidate holds, or why none does */
    public record SubTaskProgress(int subTask, String name, boolean solved, String summary) {}

    /** @param events of {@link #KINDS}, in order */
    static RunProgress of(List<RunEvent> events) {
        Map<Stage, StageProgress> stages = new LinkedHashMap<>();
        Map<Integer, SubTaskProgress> subTasks = new TreeMap<>();
        for (RunEvent event : events) {
            switch (event.kind()) {
                case RunEvent.STATE -> {
                    if (text(event, "state").equals(RunState.RUNNING.name())) {
                        stages.clear(); // another attempt
                        subTasks.clear();
                    }
                }
                case "Decided" -> {
                    int number = event.detail().path("subTask").asInt();
                    boolean solved = event.detail().path("solved").asBoolean();
                    subTasks.put(
                            number, new SubTaskProgress(number, text(event, "name"), solved, text(event, "summary")));
                }
                default -> {
                    StageProgress progress = stage(event);
                    stages.put(progress.stage(), progress);
                }
            }
        }
        return new RunProgress(new ArrayList<>(stages.values()), new ArrayList<>(subTasks.values()));
    }

    private static StageProgress stage(RunEvent event) {
        Stage stage = Stage.valueOf(text(event, "stage"));
        return switch (event.kind()) {
            case "StageFinished" ->
                new StageProgress(
                        stage,
                        "finished",
                        event.detail().path("seconds").asDouble(),
                        event.detail().path("tokens").asInt());
            case "StageKept" ->
                new StageProgress(stage, event.detail().path("edited").asBoolean() ? "edited" : "kept", 0, 0);
            default -> new StageProgress(stage, "running", 0, 0);
        };
    }

    private static String text(RunEvent event, String field) {
        return event.detail().path(field).asText();
    }
}
