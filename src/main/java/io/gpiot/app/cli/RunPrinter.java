package io.gpiot.app.cli;

import io.gpiot.app.RunReport;
import io.gpiot.base.Progress;
import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Stage;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows a run as it goes: a line a stage and a sub-task, a bar while the model writes. */
final class RunPrinter implements Consumer<Event> {

    private final PrintWriter out;
    private final Progress progress;
    private @Nullable Writing writing;

    RunPrinter(PrintWriter out, Progress progress) {
        this.out = out;
        this.progress = progress;
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
            if (event.pieces() < last) {
                before += last;
            }
            last = event.pieces();
            long now = System.nanoTime();
            if (now - shown > 200_000_000L || event.answersDone() == event.answers()) {
                shown = now;
                int pieces = before + last;
                task.at(event.answersDone());
                task.note("%d tokens, %.0f tokens/s".formatted(pieces, pieces / ((now - start) / 1e9)));
            }
        }
    }

    @Override
    public synchronized void accept(Event event) {
        switch (event) {
            case Event.Writing more -> {
                Writing bar = writing;
                if (bar == null || bar.stage != more.stage()) {
                    endBar();
                    bar = new Writing(more.stage(), progress.start(name(more.stage()), more.answers(), "answers"));
                    writing = bar;
                }
                bar.show(more);
            }
            case Event.StageStarted started -> endBar();
            case Event.StageKept kept ->
                line("%-10s %s".formatted(name(kept.stage()), kept.edited() ? "as you edited it" : "kept from before"));
            case Event.StageFinished finished ->
                line("%-10s %s"
                        .formatted(name(finished.stage()), RunReport.cost(finished.seconds(), finished.tokens())));
            case Event.Repaired repaired -> line("           repaired: " + repaired.what());
            case Event.Guarded guarded -> line("           guard: " + guarded.summary());
            case Event.Judged judged ->
                line("           %d.%d %s %s"
                        .formatted(judged.subTask(), judged.candidate(), judged.held() ? "+" : "-", judged.summary()));
            case Event.Decided decided ->
                line("  sub-task %d [%s]: %s".formatted(decided.subTask(), decided.name(), decided.summary()));
        }
    }

    private void line(String text) {
        endBar();
        out.println(text);
        out.flush();
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

    /** The same as JSON lines. */
    static Consumer<Event> json(JsonProgress lines) {
        return event -> {
            if (!(event instanceof Event.Writing)) {
                lines.event(event.getClass().getSimpleName(), Map.of("detail", event));
            }
        };
    }
}
