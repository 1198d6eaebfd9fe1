package io.gpiot.sandbox;

/**
 * What a run took.
 *
 * @param wallSeconds from start to end
 * @param cpuSeconds of all its processes
 * @param peakBytes most memory seen at one time, summed over its processes; looked at every few hundredths of a second,
 *     so a shorter peak is missed
 */
public record Usage(double wallSeconds, double cpuSeconds, long peakBytes) {}
