package io.gpiot.app.cli;

import java.util.Locale;

/** Sizes for people's eyes; 1 MB is 1,000,000 bytes. */
final class Amounts {

    private Amounts() {}

    static String bytes(long bytes) {
        if (bytes >= 1_000_000_000) {
            return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
        }
        return String.format(Locale.ROOT, "%d MB", bytes == 0 ? 0 : Math.max(1, Math.round(bytes / 1e6)));
    }

    /** Such as {@code "10 of 164 answers"} and {@code "3 MB of 98 MB"}. */
    static String of(long done, long total, String unit) {
        return (unit.equals("bytes") ? bytes(done) : String.format(Locale.ROOT, "%,d", done)) + " of "
                + of(total, unit);
    }

    /** An amount of work in its unit; the unit {@code bytes} is shown in MB or GB. */
    static String of(double amount, String unit) {
        return unit.equals("bytes") ? bytes((long) amount) : String.format(Locale.ROOT, "%,.0f %s", amount, unit);
    }
}
