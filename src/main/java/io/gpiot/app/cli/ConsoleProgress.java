package io.gpiot.app.cli;

import io.gpiot.base.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress on standard error: a bar with ETA on a terminal, one line a finished task elsewhere. */
final class ConsoleProgress implements Progress {

    private final PrintWriter err;

    ConsoleProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public Task start(String label, long total, String unit) {
        return onTerminal() ? new Bar(label, total, unit) : new Line(label, unit);
    }

    /** {@code Console.isTerminal} came with JDK 22; before, a console was there on a terminal only. */
    static boolean onTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static final class Bar implements Task {
        private final ProgressBar bar;

        Bar(String label, long total, String unit) {
            bar = new ProgressBarBuilder()
                    .setTaskName(label)
                    .setInitialMax(total)
                    .setUnit(" " + unit, 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .build();
        }

        @Override
        public void at(long done) {
            bar.stepTo(done);
        }

        @Override
        public void note(String text) {
            bar.setExtraMessage(text);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private final class Line implements Task {
        private final String label;
        private final String unit;
        private final Instant start = Instant.now();
        private volatile long done;

        Line(String label, String unit) {
            this.label = label;
            this.unit = unit;
        }

        @Override
        public void at(long done) {
            this.done = done;
        }

        @Override
        public void note(String text) {}

        @Override
        public void close() {
            double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
            err.printf("%s: %d %s in %.1f s%n", label, done, unit, seconds);
            err.flush();
        }
    }
}
