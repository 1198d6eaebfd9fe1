package io.gpiot.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A made ECG with its true R-peaks. Each beat is a sum of five Gaussians (P, Q, R, S, T) around its R-peak; intervals vary
 * with breathing and at random; ectopic beats come early, wide and without a P wave, and a pause follows. Deterministic by
 * seed.
 *
 * @param rate in Hz
 * @param millivolts shape (n,)
 * @param rPeaks sample indices, increasing
 */
public record SyntheticEcg(double rate, double[] millivolts, int[] rPeaks) {

    /**
     * What it looks like.
     *
     * @param heartRate in beats per minute
     * @param variability standard deviation of the intervals as a share of their mean
     * @param ectopicShare of the beats, 0 to 1
     * @param wanderMillivolts amplitude of the baseline wander
     * @param noiseMillivolts standard deviation of the white noise
     */
    public record Shape(
            double heartRate,
            double variability,
            double ectopicShare,
            double wanderMillivolts,
            double noiseMillivolts) {

        public static final Shape CLEAN = new Shape(70, 0.03, 0, 0.05, 0.01);
        public static final Shape HARD = new Shape(85, 0.08, 0.1, 0.4, 0.06);
    }

    /** One wave: place in seconds from the R-peak, height in mV, width (standard deviation) in seconds. */
    private record Wave(double place, double height, double width) {}

    private static final List<Wave> NORMAL = List.of(
            new Wave(-0.17, 0.12, 0.022),
            new Wave(-0.028, -0.12, 0.009),
            new Wave(0, 1.1, 0.011),
            new Wave(0.030, -0.22, 0.010),
            new Wave(0.26, 0.28, 0.045));
    private static final List<Wave> ECTOPIC =
            List.of(new Wave(0, 1.4, 0.038), new Wave(0.09, -0.5, 0.035), new Wave(0.30, -0.35, 0.06));

    /** @throws IllegalArgumentException where there is no room for a beat */
    public static SyntheticEcg generate(Shape shape, double rate, double seconds, long seed) {
        if (!(rate >= 50) || !(seconds >= 2)) {
            throw new IllegalArgumentException(
                    "needs at least 50 Hz and 2 s, got " + rate + " Hz and " + seconds + " s");
        }
        Random random = new Random(seed);
        double[] values = new double[(int) (rate * seconds)];
        List<Integer> peaks = new ArrayList<>();
        double mean = 60 / shape.heartRate();
        double time = 0.4;
        while (time < seconds - 0.4) {
            boolean ectopic = peaks.size() > 1 && random.nextDouble() < shape.ectopicShare();
            // an ectopic beat takes a third of the interval before it away and gives it to the one behind it
            double at = ectopic ? time - mean / 3 : time;
            int peak = (int) Math.round(at * rate);
            double size = 1 + 0.05 * random.nextGaussian();
            (ectopic ? ECTOPIC : NORMAL).forEach(wave -> add(values, rate, peak, wave, size));
            peaks.add(peak);
            double breathing = Math.sin(2 * Math.PI * 0.25 * time);
            double change = shape.variability() * (0.7 * breathing * Math.sqrt(2) + 0.7 * random.nextGaussian());
            time += mean * Math.clamp(1 + change, 0.6, 1.6);
        }
        double phase = 2 * Math.PI * random.nextDouble();
        for (int number = 0; number < values.length; number++) {
            double wander = Math.sin(2 * Math.PI * 0.22 * number / rate + phase);
            values[number] += shape.wanderMillivolts() * wander + shape.noiseMillivolts() * random.nextGaussian();
        }
        return new SyntheticEcg(
                rate, values, peaks.stream().mapToInt(Integer::intValue).toArray());
    }

    private static void add(double[] values, double rate, int peak, Wave wave, double size) {
        double centre = peak + wave.place() * rate;
        double width = wave.width() * rate;
        int first = Math.max(0, (int) (centre - 5 * width));
        int last = Math.min(values.length - 1, (int) (centre + 5 * width) + 1);
        for (int number = first; number <= last; number++) {
            double distance = (number - centre) / width;
            values[number] += size * wave.height() * Math.exp(-distance * distance / 2);
        }
    }

    /** As a one-lead record with 1/200 mV a step, the resolution of MIT-BIH. */
    public WfdbRecord toRecord(String name) {
        int[] samples = new int[millivolts.length];
        for (int number = 0; number < samples.length; number++) {
            samples[number] = (int) Math.round(200 * millivolts[number]);
        }
        return new WfdbRecord(name, rate, "MLII", 200, 0, samples);
    }
}
