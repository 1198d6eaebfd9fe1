package io.gpiot.app.cli;

import io.gpiot.app.web.RequestLog;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests in a server's log: with JSON a line for each, else a line for what failed. */
record RequestLines(Console console) implements RequestLog {

    @Override
    public void ended(Entry entry) {
        JsonProgress lines = console.lines();

        if (lines == null) {
            if (entry.failure() != null) {
                console.says().accept(entry.method() + " " + entry.route() + ": " + entry.failure());
            }
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>(entry.facts());
        fields.put("time", Instant.now().toString());
        fields.put("method", entry.method());
        fields.put("route", entry.route());
        fields.put("status", entry.status());
        fields.put("seconds", Math.round(entry.seconds() * 1e4) / 1e4);
        fields.put("caller", entry.caller());
        if (entry.failure() != null) {
            fields.put("failure", String.valueOf(entry.failure()));
        }
        lines.event("request", fields);
    }
}
