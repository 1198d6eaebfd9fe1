package io.gpiot.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Progress as JSON lines for machines. Each has {@code event}: {@code start} (task, label, total, unit), {@code progress}
 * (task, done; at most two a second), {@code note} (task, text), {@code end} (task, done, seconds), {@code message} (text).
 * {@code total} is -1 where unknown; tasks are numbered, so that several can be under way.
 */
final class JsonProgress implements Progress {

    private static final ObjectWriter ONE_LINE = Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);
    private static final double INTERVAL_SECONDS = 0.5;

    private final PrintWriter out;
    private final LongSupplier nanos;
    private final AtomicInteger tasks = new AtomicInteger();

    JsonProgress(PrintWriter out) {
        this(out, System::nanoTime);
    }

    JsonProgress(PrintWriter out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
    }

    @Override
    public Task start(String label, long total, String unit) {
        int task = tasks.incrementAndGet();
        event("start", Map.of("task", task, "label", label, "total", total, "unit", unit));
        return new Lines(task);
    }

    void message(String text) {
        event("message", Map.of("text", text));
    }

    /** Writes one line with {@code event} first and the fields in key order. */
    void event(String name, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", name);
        fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> line.put(field.getKey(), field.getValue()));
        try {
            String text = ONE_LINE.writeValueAsString(line);
            synchronized (out) {
                out.println(text);
                out.flush();
            }
        } catch (JsonProcessingException e) {
            throw GpiotException.internal("cannot write the event " + name + " as JSON", e);
        }
    }

    private final class Lines implements Task {
        private final int task;
        private final long start = nanos.getAsLong();
        private double told = -INTERVAL_SECONDS;
        private long done;

        Lines(int task) {
            this.task = task;
        }

        @Override
        public synchronized void at(long done) {
            this.done = done;
            double seconds = seconds();
            if (seconds - told >= INTERVAL_SECONDS) {
                told = seconds;
                event("progress", Map.of("task", task, "done", done));
            }
        }

        @Override
        public void note(String text) {
            event("note", Map.of("task", task, "text", text));
        }

        @Override
        public synchronized void close() {
            event("end", Map.of("task", task, "done", done, "seconds", Math.round(seconds() * 1000) / 1000.0));
        }

        private double seconds() {
            return (nanos.getAsLong() - start) / 1e9;
        }
    }
}
