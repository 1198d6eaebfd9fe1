package io.gpiot.app;

import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Result;
import io.gpiot.synthesis.run.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run as commands and servers share it: write the programs, run main.py, score, report. How it is shown is theirs. */
public final class ChainRun {

    /** Looks at the composed programs once more: a demo's scores. Gives lines for the report and plots. */
    public interface Scoring {
        Scored score(RunSession session, Path folder);
    }

    /** What a scoring found. */
    public record Scored(List<String> lines, List<Path> plots, Map<String, ?> figures) {}

    /** What a run came to. */
    public sealed interface Ended {

        Result result();

        /** It stopped after the sub-tasks, as it was asked to. */
        record Planned(Result result) implements Ended {}

        /**
         * It went the whole way.
         *
         * @param lines for people
         * @param figures by name
         * @param ran whether main.py as a whole ran
         * @param seconds since the run was asked for
         */
        record Finished(Result result, List<String> lines, Map<String, ?> figures, boolean ran, double seconds)
                implements Ended {

            /** Whether there is a program that computes what was asked for, and runs. */
            public boolean answered() {
                return result.answered() && ran;
            }
        }
    }

    private final RunSession session;
    private final Task task;
    private final Path folder;
    private final long start;

    /** @param start {@link System#nanoTime} when the run was asked for: loading counts */
    public ChainRun(RunSession session, Task task, Path folder, long start) {
        this.session = session;
        this.task = task;
        this.folder = folder;
        this.start = start;
    }

    /** For reports and before a run; empty where the data were measured. */
    public static String simulated(Task task) {
        return task.simulated().isEmpty() ? "" : "simulated data, not measurements: " + task.simulated();
    }

    /** @param scoring asked once main.py ran, or null */
    public Ended run(Consumer<Event> listener, @Nullable Scoring scoring) {
        RunReport report = new RunReport();
        Result result = session.synthesise(task, folder, event -> {
            report.accept(event);
            listener.accept(event);
        });
        if (task.planOnly()) {
            return new Ended.Planned(result);
        }
        List<String> lines = new ArrayList<>();
        if (!task.simulated().isEmpty()) {
            lines.add(simulated(task));
        }
        lines.add(result.solutions().size() + " of " + result.outcomes().size()
                + " sub-tasks have a program that ran and fits its specification");
        List<Path> plots = new ArrayList<>();
        Map<String, Object> figures = new LinkedHashMap<>();
        boolean ran = !result.solutions().isEmpty() && runWhole(result, lines, plots);
        if (ran && scoring != null) {
            Scored scored = scoring.score(session, folder);
            lines.addAll(scored.lines());
            plots.addAll(0, scored.plots());
            figures.putAll(scored.figures());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        report.write(task, folder, result, lines, plots, facts(seconds));
        return new Ended.Finished(result, List.copyOf(lines), figures, ran, seconds);
    }

    private boolean runWhole(Result result, List<String> lines, List<Path> plots) {
        RunSession.Whole whole = session.runWhole(task, folder, result);
        lines.add(
                whole.ran()
                        ? "main.py ran in %.1f s with %d MiB".formatted(whole.seconds(), whole.peakBytes() >> 20)
                        : "main.py failed: " + whole.why());
        whole.differences()
                .forEach((name, how) ->
                        lines.add("the whole run's " + name + " differs from the step-wise one: " + how));
        plots.addAll(RunReport.plots(whole.results()));
        return whole.ran();
    }

    private Map<String, String> facts(double seconds) {
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
}
