package io.gpiot.bench.application;

import java.util.Arrays;
import java.util.List;

/**
 * Detected against annotated beats.
 *
 * @param matched beats that a detection was found for, one to one
 * @param missed annotated beats without a detection
 * @param extra detections without a beat
 */
public record BeatScore(int matched, int missed, int extra) {

    /** The tolerance that beat detectors are usually compared at. */
    public static final double TOLERANCE_SECONDS = 0.150;

    /**
     * Matches as many as can be matched one to one: with both in order, the earliest pair that lies close enough can always
     * be part of a largest matching.
     *
     * @param truth sample indices, any order
     * @param detected sample indices, any order
     * @param rate in Hz
     */
    public static BeatScore of(int[] truth, int[] detected, double rate) {
        int tolerance = (int) Math.floor(TOLERANCE_SECONDS * rate);
        int[] beats = truth.clone();
        int[] found = detected.clone();
        Arrays.sort(beats);
        Arrays.sort(found);
        int matched = 0;
        int beat = 0;
        int detection = 0;
        while (beat < beats.length && detection < found.length) {
            long distance = (long) found[detection] - beats[beat];
            if (Math.abs(distance) <= tolerance) {
                matched++;
                beat++;
                detection++;
            } else if (distance > 0) {
                beat++;
            } else {
                detection++;
            }
        }
        return new BeatScore(matched, beats.length - matched, found.length - matched);
    }

    /** Of several records together. */
    public static BeatScore sum(List<BeatScore> scores) {
        return new BeatScore(
                scores.stream().mapToInt(BeatScore::matched).sum(),
                scores.stream().mapToInt(BeatScore::missed).sum(),
                scores.stream().mapToInt(BeatScore::extra).sum());
    }

    /** Share of the detections that are beats; 0 without detections. */
    public double precision() {
        return matched == 0 ? 0 : (double) matched / (matched + extra);
    }

    /** Share of the beats that were detected; 0 without beats. */
    public double recall() {
        return matched == 0 ? 0 : (double) matched / (matched + missed);
    }

    public double f1() {
        return matched == 0 ? 0 : 2.0 * matched / (2.0 * matched + missed + extra);
    }

    public String toText() {
        return "precision %.2f %%, recall %.2f %%, F1 %.2f %% (%d matched, %d missed, %d extra)"
                .formatted(100 * precision(), 100 * recall(), 100 * f1(), matched, missed, extra);
    }
}
