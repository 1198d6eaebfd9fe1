package io.gpiot.app.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleSupplier;

/** Counters, gauges and histograms in Prometheus' text format. Safe for use by many threads. */
public final class Metrics {

    /** Upper bounds in seconds, from a quick look-up to a long answer. */
    private static final double[] SECONDS = {0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300};

    private interface Series {
        void write(String name, String labels, StringBuilder out);
    }

    private record Family(String help, String type, Map<String, Series> series) {}

    private final Map<String, Family> families = new ConcurrentSkipListMap<>();

    /** @param labels names and values in turn; the values must come from a small set */
    public void count(String name, String help, double amount, String... labels) {
        Series series = series(name, help, "counter", labels, Counter::new);
        ((Counter) series).value.add(amount);
    }

    /** Into a histogram. @param labels names and values in turn; the values must come from a small set */
    public void seconds(String name, String help, double seconds, String... labels) {
        Series series = series(name, help, "histogram", labels, Histogram::new);
        ((Histogram) series).add(seconds);
    }

    /** A number that is asked for when the metrics are. */
    public void gauge(String name, String help, DoubleSupplier value) {
        series(
                name,
                help,
                "gauge",
                new String[0],
                () -> (own, labels, out) -> line(out, own, labels, value.getAsDouble()));
    }

    private Series series(
            String name, String help, String type, String[] labels, java.util.function.Supplier<Series> maker) {
        return families.computeIfAbsent(name, key -> new Family(help, type, new ConcurrentSkipListMap<>()))
                .series()
                .computeIfAbsent(written(labels), key -> maker.get());
    }

    public String text() {
        StringBuilder out = new StringBuilder();
        families.forEach((name, family) -> {
            out.append("# HELP ").append(name).append(' ').append(family.help()).append('\n');
            out.append("# TYPE ").append(name).append(' ').append(family.type()).append('\n');
            family.series().forEach((labels, series) -> series.write(name, labels, out));
        });
        return out.toString();
    }

    private static String written(String[] labels) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < labels.length; i += 2) {
            String value =
                    labels[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            text.append(i == 0 ? "" : ",")
                    .append(labels[i])
                    .append("=\"")
                    .append(value)
                    .append('"');
        }
        return text.toString();
    }

    private static void line(StringBuilder out, String name, String labels, double value) {
        out.append(name);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(number(value)).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.6g", value);
    }

    private static final class Counter implements Series {
        final DoubleAdder value = new DoubleAdder();

        @Override
        public void write(String name, String labels, StringBuilder out) {
            line(out, name, labels, value.sum());
        }
    }

    private static final class Histogram implements Series {
        private final long[] counts = new long[SECONDS.length + 1];
        private double sum;

        synchronized void add(double seconds) {
            int at = Arrays.binarySearch(SECONDS, seconds);
            counts[at < 0 ? -at - 1 : at]++;
            sum += seconds;
        }

        @Override
        public synchronized void write(String name, String labels, StringBuilder out) {
            long below = 0;
            for (int i = 0; i < counts.length; i++) {
                below += counts[i];
                String bound = i < SECONDS.length ? number(SECONDS[i]) : "+Inf";
                line(out, name + "_bucket", String.join(",", nonEmpty(labels, "le=\"" + bound + "\"")), below);
            }
            line(out, name + "_sum", labels, sum);
            line(out, name + "_count", labels, below);
        }

        private static List<String> nonEmpty(String labels, String bound) {
            return labels.isEmpty() ? List.of(bound) : List.of(labels, bound);
        }
    }
}
