package io.gpiot.simulate.ecg;

import io.gpiot.simulate.data.WfdbRecord;
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
     */
    public record Shape(
            double heartRate, double variability, double ectopicShare, Morphology morphology, Disturbance disturbance) {

        public static final Shape CLEAN = new Shape(70, 0.03, 0, Morphology.USUAL, Disturbance.of(0.05, 0.01));
        public static final Shape HARD = new Shape(85, 0.08, 0.1, Morphology.USUAL, Disturbance.of(0.4, 0.06));
    }

    /**
     * How a heart's beats look in this lead.
     *
     * @param size factor of all waves: about 1.1 mV are 1; negative where the electrodes are swapped
     * @param tWave factor of the T wave alone
     * @param spread standard deviation of the size from beat to beat
     */
    public record Morphology(double size, double tWave, double spread) {
        public static final Morphology USUAL = new Morphology(1, 1, 0.05);
    }

    /**
     * What is measured besides the heart, in mV.
     *
     * @param wander amplitude of the baseline wander of breathing
     * @param noise standard deviation of the white noise
     * @param mains amplitude of the hum of 50 Hz
     * @param muscle standard deviation of the noise in bursts of a second or two, some six a minute
     * @param motion size of the jumps of the baseline when an electrode moves, some two a minute
     */
    public record Disturbance(double wander, double noise, double mains, double muscle, double motion) {
        static Disturbance of(double wander, double noise) {
            return new Disturbance(wander, noise, 0, 0, 0);
        }
    }

    /** One wave: place in seconds from the R-peak, height in mV, width (standard deviation) in seconds. */
    private record Wave(double place, double height, double width) {
        boolean isT() {
            return place > 0.2;
        }
    }

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
            Morphology morphology = shape.morphology();
            double size = morphology.size() * Math.max(0.3, 1 + morphology.spread() * random.nextGaussian());
            for (Wave wave : ectopic ? ECTOPIC : NORMAL) {
                add(values, rate, peak, wave, wave.isT() ? size * morphology.tWave() : size);
            }
            peaks.add(peak);
            double breathing = Math.sin(2 * Math.PI * 0.25 * time);
            double change = shape.variability() * (0.7 * breathing * Math.sqrt(2) + 0.7 * random.nextGaussian());
            time += mean * Math.clamp(1 + change, 0.6, 1.6);
        }
        Disturbances.add(values, rate, shape.disturbance(), random);
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
