package io.gpiot.bench.report;

import io.gpiot.bench.metric.Interval;
import java.util.Locale;

/** Numbers for people's eyes. */
final class Figures {

    private Figures() {}

    /** Three digits after the point, with the interval. */
    static String of(Interval interval) {
        return interval.count() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", interval.mean(), interval.low(), interval.high());
    }

    static String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3f", value);
    }

    static String probability(double value) {
        return value < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", value);
    }

    static String seconds(double value) {
        return String.format(Locale.ROOT, "%.0f s", value);
    }
}
