package io.gpiot.app.runs;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that happened in a run.
 *
 * @param position counts a run's events from 1, over all its attempts
 * @param time ISO 8601 in UTC
 * @param kind {@code "State"}, or the name of an {@link io.gpiot.synthesis.run.Event}
 * @param detail the event's fields
 */
public record RunEvent(long position, String time, String kind, JsonNode detail) {

    /** Its detail has {@code state} and, where it failed, {@code message}. */
    public static final String STATE = "State";
}
