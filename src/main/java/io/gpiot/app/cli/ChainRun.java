package io.gpiot.app.cli;

import io.gpiot.app.RunCheck;
import io.gpiot.app.RunReport;
import io.gpiot.app.RunSession;
import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Result;
import io.gpiot.synthesis.run.Task;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code synth} and {@code demo} share: open the chain, run it, run main.py, report. */
final class ChainRun {

    /** Exit code of a run that ended without a program that computes what was asked for. */
    static final int UNSOLVED = 4;

    /** Looks at the composed programs once more: a demo's scores. Gives lines for the report and plots. */
    interface Scoring {
        Scored score(RunSession session, Path folder);
    }

    record Scored(List<String> lines, List<Path> plots, Map<String, ?> figures) {}

    private final PrintWriter out;
    private final Console console;
    private final @Nullable JsonProgress lines;

    ChainRun(CommandSpec spec, boolean json) {
        out = spec.commandLine().getOut();
        console = Console.of(spec.commandLine(), json);
        lines = console.lines();
    }

    int run(Task task, Path folder, RunSession.Choice choice, @Nullable Scoring scoring) {
        long start = System.nanoTime();
        RunCheck.require(console.workbench(), choice.model(), task, folder);
        try (Interrupt stopped = Interrupt.announce(() -> farewell(folder));
                RunSession session = RunSession.open(console.workbench(), choice, console.says())) {
            if (!task.simulated().isEmpty()) {
                console.says().accept(simulated(task));
            }
            RunReport report = new RunReport();
            Consumer<Event> printer = lines == null ? new RunPrinter(out, console.progress()) : new RunPrinter(lines);
            Result result = session.synthesise(task, folder, event -> {
                report.accept(event);
                printer.accept(event);
            });
            if (task.planOnly()) {
                plan(folder, result);
                return 0;
            }
            List<String> results = new ArrayList<>();
            if (!task.simulated().isEmpty()) {
                results.add(simulated(task));
            }
            results.add(result.solutions().size() + " of " + result.outcomes().size()
                    + " sub-tasks have a program that ran and fits its specification");
            List<Path> plots = new ArrayList<>();
            Map<String, Object> figures = new LinkedHashMap<>();
            boolean ran = false;
            if (!result.solutions().isEmpty()) {
                RunSession.Whole whole = session.runWhole(task, folder, result);
                ran = whole.ran();
                results.add(
                        ran
                                ? "main.py ran in %.1f s with %d MiB"
                                        .formatted(whole.seconds(), whole.peakBytes() >> 20)
                                : "main.py failed: " + whole.why());
                whole.differences()
                        .forEach((name, how) ->
                                results.add("the whole run's " + name + " differs from the step-wise one: " + how));
                plots.addAll(RunReport.plots(whole.results()));
            }
            if (ran && scoring != null) {
                Scored scored = scoring.score(session, folder);
                results.addAll(scored.lines());
                plots.addAll(0, scored.plots());
                figures.putAll(scored.figures());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            report.write(task, folder, result, results, plots, facts(session, task, seconds));
            end(folder, results, figures, result, seconds);
            return result.answered() && ran ? 0 : UNSOLVED;
        }
    }

    private void farewell(Path folder) {
        console.says()
                .accept((lines == null ? System.lineSeparator() : "") + "stopped; the same command goes on from "
                        + folder);
    }

    private static String simulated(Task task) {
        return "simulated data, not measurements: " + task.simulated();
    }

    private static Map<String, String> facts(RunSession session, Task task, double seconds) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("data", task.simulated().isEmpty() ? "as they were given" : task.simulated());
        facts.put("model", session.model().id() + ", SHA-256 " + session.model().hash());
        facts.put(
                "adapter",
                session.model().adapter().isEmpty()
                        ? "none"
                        : "SHA-256 " + session.model().adapter());
        facts.put("sandbox", session.sandbox().name());
        facts.put(
                "Python",
                session.python().version() + ", packages " + session.python().lock());
        facts.put("settings", task.settings().toString());
        facts.put("whole run", "%.0f s".formatted(seconds));
        return facts;
    }

    private void plan(Path folder, Result result) {
        if (lines != null) {
            lines.event("plan", Map.of("folder", folder.toString(), "subTasks", result.subTasks()));
            return;
        }
        out.println();
        out.println(io.gpiot.synthesis.SubTask.toText(result.subTasks()));
        out.println();
        out.println("Edit " + folder.resolve("subtasks.md")
                + " as you like, then give the same command without --plan to go on from there.");
    }

    private void end(Path folder, List<String> results, Map<String, ?> figures, Result result, double seconds) {
        if (lines != null) {
            lines.event(
                    "result",
                    Map.of(
                            "folder",
                            folder.toString(),
                            "complete",
                            result.complete(),
                            "answered",
                            result.answered(),
                            "lines",
                            results,
                            "figures",
                            figures,
                            "seconds",
                            seconds));
            return;
        }
        out.println();
        results.forEach(out::println);
        out.printf("%.0f s in all; report: %s%n", seconds, folder.resolve("report.html"));
    }
}
