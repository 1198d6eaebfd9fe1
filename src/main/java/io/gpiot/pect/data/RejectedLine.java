package io.gpiot.pect.data;

/** A line that is not learned from. */
public record RejectedLine(String file, int line, String reason) {}
