package io.gpiot.app.cli;

import io.gpiot.app.RunReport;
import io.gpiot.base.Progress;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Stage;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows a run as it goes: a line a stage and a sub-task, a bar while the model writes. */
final class RunPrinter implements Consumer<Event> {

    private final Consumer<Event> lines;
    private final Progress progress;
    private @Nullable Writing writing;

    RunPrinter(PrintWriter out, Progress progress) {
        this.progress = progress;
        this.lines = event -> {
            String text = text(event);
            if (!text.isEmpty()) {
                out.println(text);
                out.flush();
            }
        };
    }

    /** The same as JSON lines. */
    RunPrinter(JsonProgress json) {
        this.progress = json;
        this.lines = event -> json.event(event.getClass().getSimpleName(), Map.of("detail", event));
    }

    /** A bar of answers; tokens and their rate are its note. */
    private static final class Writing {
        private final Stage stage;
        private final Progress.Task task;
        private final long start = System.nanoTime();
        private long shown;
        private int before;
        private int last;

        Writing(Stage stage, Progress.Task task) {
            this.stage = stage;
            this.task = task;
        }

        void show(Event.Writing event) {
            if (event.tokens() < last) {
                before += last;
            }
            last = event.tokens();
            long now = System.nanoTime();
            if (now - shown > 200_000_000L || event.answersDone() == event.answers()) {
                shown = now;
                int tokens = before + last;
                task.at(event.answersDone());
                task.note("%d tokens, %.0f tokens/s".formatted(tokens, tokens / ((now - start) / 1e9)));
            }
        }
    }

    @Override
    public synchronized void accept(Event event) {
        if (!(event instanceof Event.Writing more)) {
            endBar();
            lines.accept(event);
            return;
        }
        Writing bar = writing;
        if (bar == null || bar.stage != more.stage()) {
            endBar();
            String label = more.stage() == Stage.EXECUTE ? "drawing programs again" : name(more.stage());
            bar = new Writing(more.stage(), progress.start(label, more.answers(), "answers"));
            writing = bar;
        }
        bar.show(more);
    }

    private static String text(Event event) {
        return switch (event) {
            case Event.Writing more -> "";
            case Event.StageStarted started -> "";
            case Event.StageKept kept ->
                "%-10s %s".formatted(name(kept.stage()), kept.edited() ? "as you edited it" : "kept from before");
            case Event.StageFinished finished ->
                "%-10s %s".formatted(name(finished.stage()), RunReport.cost(finished.seconds(), finished.tokens()));
            case Event.Repaired repaired -> "           repaired: " + repaired.what();
            case Event.Guarded guarded -> "           guard: " + guarded.summary();
            case Event.Judged judged ->
                "           sub-task %d, %s %s: %s"
                        .formatted(
                                judged.subTask(),
                                judged.candidate() == Candidate.OWN
                                        ? "your own program"
                                        : "program " + judged.candidate(),
                                judged.held() ? "holds" : "fails",
                                judged.summary());
            case Event.Decided decided ->
                "  sub-task %d [%s]: %s".formatted(decided.subTask(), decided.name(), decided.summary());
        };
    }

    private void endBar() {
        if (writing != null) {
            writing.task.close();
            writing = null;
        }
    }

    private static String name(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
