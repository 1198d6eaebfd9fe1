package io.gpiot.app.runs;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run as the database has it. */
record RunRow(String owner, RunInfo info, String worker) {

    static final String COLUMNS =
            "id, owner, state, asked, queued, started, ended, worker, message, outcome, last_event";

    static RunRow read(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        String worker = row.getString("worker");
        RunInfo info = new RunInfo(
                row.getString("id"),
                RunState.of(row.getString("state")),
                json(row.getString("asked"), RunOrder.class),
                time(row.getLong("queued")),
                row.getLong("started") == 0 ? null : time(row.getLong("started")),
                row.getLong("ended") == 0 ? null : time(row.getLong("ended")),
                row.getString("message"),
                outcome == null ? null : json(outcome, RunOutcome.class),
                row.getLong("last_event"));
        return new RunRow(row.getString("owner"), info, worker == null ? "" : worker);
    }

    String id() {
        return info.id();
    }

    RunState state() {
        return info.state();
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** On one line. */
    static String write(@Nullable Object value) {
        return Json.lines(java.util.Arrays.asList(value)).strip();
    }

    static <T> T json(String text, Class<T> type) {
        try {
            return Json.MAPPER.readValue(text, type);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw GpiotException.internal("cannot read our own record of a run: " + e.getOriginalMessage(), e);
        }
    }
}
