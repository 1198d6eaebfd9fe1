package io.gpiot.bench.metric;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A mean over tasks with the interval that holds 95 % of the means of resampled tasks.
 *
 * @param low 2.5th percentile
 * @param high 97.5th percentile
 * @param count of tasks
 */
public record Interval(double mean, double low, double high, int count) {

    private static final int RESAMPLES = 10_000;

    /** Always the same for the same values: the resampling has a fixed seed. */
    public static Interval of(double[] values) {
        if (values.length == 0) {
            return new Interval(Double.NaN, Double.NaN, Double.NaN, 0);
        }
        SplittableRandom random = new SplittableRandom(1);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        return new Interval(
                Arrays.stream(values).average().orElseThrow(),
                percentile(means, 0.025),
                percentile(means, 0.975),
                values.length);
    }

    /** Between the two nearest of sorted values. */
    static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
