package io.gpiot.app.runs;

import org.jspecify.annotations.Nullable;

/**
 * A run as it stands; times are ISO 8601 in UTC.
 *
 * @param started of the last attempt, or null
 * @param ended null while it waits or goes on
 * @param message why it failed, or empty
 * @param outcome of a run that is done, or null
 * @param lastEvent the position of its last event, 0 where there is none
 */
public record RunInfo(
        String id,
        RunState state,
        RunOrder order,
        String queued,
        @Nullable String started,
        @Nullable String ended,
        String message,
        @Nullable RunOutcome outcome,
        long lastEvent) {}
