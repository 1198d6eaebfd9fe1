package io.gpiot.app;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.synthesis.report.HtmlReport;
import io.gpiot.synthesis.report.Notebook;
import io.gpiot.synthesis.report.RunView;
import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Outcome;
import io.gpiot.synthesis.run.Result;
import io.gpiot.synthesis.run.RunFolder;
import io.gpiot.synthesis.run.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Hears a run's events and writes report.html and notebook.ipynb at its end. */
public final class RunReport implements Consumer<Event> {

    private final Map<Integer, List<String>> attempts = new LinkedHashMap<>();
    private final Map<String, String> stages = new LinkedHashMap<>();

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.Judged judged ->
                attempts.computeIfAbsent(judged.subTask(), number -> new ArrayList<>())
                        .add(judged.summary());
            case Event.StageFinished finished ->
                stages.put(name(finished.stage()), cost(finished.seconds(), finished.tokens()));
            case Event.StageKept kept ->
                stages.put(name(kept.stage()), kept.edited() ? "kept, as edited" : "kept from the run before");
            case Event.StageStarted started -> {}
            case Event.Writing writing -> {}
            case Event.Repaired repaired -> {}
            case Event.Decided decided -> {}
            case Event.Guarded guarded ->
                stages.merge("guard", guarded.summary(), (one, other) -> one + "; then " + other);
        }
    }

    /** Such as {@code "4.1 s, 312 tokens, 76 tokens/s"}. */
    public static String cost(double seconds, int tokens) {
        String time = "%.1f s".formatted(seconds);
        return tokens == 0
                ? time
                : time + ", %d tokens, %.0f tokens/s".formatted(tokens, tokens / Math.max(seconds, 1e-3));
    }

    private static String name(Enum<?> stage) {
        return stage.name().toLowerCase(java.util.Locale.ROOT);
    }

    public void write(
            Task task, Path folder, Result result, List<String> results, List<Path> plots, Map<String, String> facts) {
        List<RunView.Step> steps = result.outcomes().stream()
                .map(outcome -> new RunView.Step(
                        outcome.specification(),
                        outcome instanceof Outcome.Solved solved ? solved.solution() : null,
                        attempts.getOrDefault(outcome.specification().number(), List.of(outcome.summary()))))
                .toList();
        RunView view = new RunView(
                task.requirement().text(),
                RunFolder.dataFrom(folder, task.data()),
                result.data(),
                result.subTasks(),
                steps,
                results,
                plots,
                facts,
                stages);
        Json.writeText(folder.resolve("report.html"), HtmlReport.render(view));
        Json.writeText(folder.resolve("notebook.ipynb"), Notebook.render(view));
    }

    /** The PNG files of a folder, by name. */
    public static List<Path> plots(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw GpiotException.resources("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
