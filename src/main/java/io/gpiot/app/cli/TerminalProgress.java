package io.gpiot.app.cli;

import io.gpiot.base.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar with rate and time left on standard error, which must be a terminal. */
final class TerminalProgress implements Progress {

    private static final int MEGA = 1_000_000;

    /** A bar where standard error is a terminal, plain lines elsewhere. */
    static Progress onStandardError(PrintWriter err) {
        boolean bar = errorIsTerminal() && !"dumb".equals(System.getenv("TERM"));
        return bar ? new TerminalProgress() : new PlainProgress(err);
    }

    /** Java itself only knows of standard input and output together; Linux tells of each. */
    static boolean errorIsTerminal() {
        Path errorOutput = Path.of("/proc/self/fd/2");
        try {
            return Files.readSymbolicLink(errorOutput).toString().matches("/dev/(pts/\\d+|tty\\w*|console)");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    @Override
    public Task start(String label, long total, String unit) {
        return new Bar(label, total, unit);
    }

    private static final class Bar implements Task {
        private final ProgressBarBuilder builder;
        private @Nullable ProgressBar bar;
        private String note = "";

        Bar(String label, long total, String unit) {
            boolean bytes = unit.equals("bytes");
            builder = new ProgressBarBuilder()
                    .setTaskName(label)
                    .setInitialMax(total)
                    .setUnit(bytes ? " MB" : " " + unit, bytes ? MEGA : 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        }

        @Override
        public synchronized void at(long done) {
            if (bar == null) {
                // What was done before this run must not count into rate and time left.
                bar = builder.startsFrom(done, Duration.ZERO).build();
                bar.setExtraMessage(note);
            } else {
                bar.stepTo(done);
            }
        }

        @Override
        public synchronized void note(String text) {
            note = " " + text;
            if (bar != null) {
                bar.setExtraMessage(note);
            }
        }

        @Override
        public synchronized void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
