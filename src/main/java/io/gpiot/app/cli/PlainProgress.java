package io.gpiot.app.cli;

import io.gpiot.base.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress as lines, for logs: one every ten seconds of a task and one at its end. A task without a unit shows how long it
 * has taken.
 */
final class PlainProgress implements Progress {

    private static final double INTERVAL_SECONDS = 10;

    private final PrintWriter out;
    private final LongSupplier nanos;

    PlainProgress(PrintWriter out) {
        this(out, System::nanoTime);
    }

    PlainProgress(PrintWriter out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
    }

    @Override
    public Task start(String label, long total, String unit) {
        return new Lines(label, total, unit);
    }

    private final class Lines implements Task {
        private final String label;
        private final long total;
        private final String unit;
        private final long start = nanos.getAsLong();
        private double told;
        private long first = -1;
        private long done;
        private String note = "";

        Lines(String label, long total, String unit) {
            this.label = label;
            this.total = total;
            this.unit = unit;
        }

        @Override
        public synchronized void at(long done) {
            this.done = done;
            if (first < 0) {
                first = done; // what was done before this run must not count into rate and time left
            }
            double seconds = seconds();
            if (seconds - told >= INTERVAL_SECONDS) {
                told = seconds;
                tell(
                        unit.isEmpty()
                                ? String.format(Locale.ROOT, "%.0f s%s", seconds, note)
                                : amount() + rate(seconds) + left(seconds) + note);
            }
        }

        @Override
        public synchronized void note(String text) {
            note = text.isEmpty() ? "" : ", " + text;
        }

        @Override
        public synchronized void close() {
            if (first >= 0) {
                tell(String.format(
                        Locale.ROOT, unit.isEmpty() ? "took %2$.1f s" : "%1$s in %2$.1f s", amount(), seconds()));
            }
        }

        private void tell(String text) {
            out.println(label + ": " + text);
            out.flush();
        }

        private String amount() {
            return total < 0
                    ? Amounts.of(done, unit)
                    : Amounts.of(done, total, unit) + " (" + (total == 0 ? 100 : 100 * done / total) + " %)";
        }

        private String rate(double seconds) {
            double rate = (done - first) / seconds;
            return rate < 1 ? "" : ", " + Amounts.of(rate, unit) + "/s";
        }

        /** (total - done) / rate, with rate = (done - first) / seconds. */
        private String left(double seconds) {
            return total < 0 || done <= first
                    ? ""
                    : String.format(Locale.ROOT, ", %.0f s left", (total - done) * seconds / (done - first));
        }

        private double seconds() {
            return (nanos.getAsLong() - start) / 1e9;
        }
    }
}
