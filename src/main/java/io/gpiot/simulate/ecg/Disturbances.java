package io.gpiot.simulate.ecg;

import java.util.Random;

/** What electrodes pick up besides the heart. */
final class Disturbances {

    private static final double BREATH_HERTZ = 0.22;
    private static final double MAINS_HERTZ = 50;
    private static final double BURSTS_A_SECOND = 0.1;
    private static final double JUMPS_A_SECOND = 1 / 30.0;
    private static final double SETTLING_SECONDS = 0.6;

    private Disturbances() {}

    static void add(double[] values, double rate, SyntheticEcg.Disturbance disturbance, Random random) {
        double phase = 2 * Math.PI * random.nextDouble();
        for (int number = 0; number < values.length; number++) {
            double time = number / rate;
            values[number] += disturbance.wander() * Math.sin(2 * Math.PI * BREATH_HERTZ * time + phase)
                    + disturbance.mains() * Math.sin(2 * Math.PI * MAINS_HERTZ * time)
                    + disturbance.noise() * random.nextGaussian();
        }
        if (disturbance.muscle() > 0) {
            bursts(values, rate, disturbance.muscle(), random);
        }
        if (disturbance.motion() > 0) {
            jumps(values, rate, disturbance.motion(), random);
        }
    }

    /** Muscle noise swells and fades within a second or two; its spectrum lies over that of the QRS complex. */
    private static void bursts(double[] values, double rate, double size, Random random) {
        int count = (int) Math.round(BURSTS_A_SECOND * values.length / rate);
        for (int burst = 0; burst < count; burst++) {
            int length = (int) (rate * (1 + random.nextDouble()));
            int first = random.nextInt(Math.max(1, values.length - length));
            double low = 0;
            for (int place = 0; place < length && first + place < values.length; place++) {
                low = 0.5 * low + random.nextGaussian();
                values[first + place] += size * low * Math.sin(Math.PI * place / length);
            }
        }
    }

    /** A moved electrode: the baseline jumps, and the amplifier's high-pass lets it decay. */
    private static void jumps(double[] values, double rate, double size, Random random) {
        int count = (int) Math.round(JUMPS_A_SECOND * values.length / rate);
        for (int jump = 0; jump < count; jump++) {
            double height = size * (random.nextBoolean() ? 1 : -1) * (0.5 + random.nextDouble());
            int first = random.nextInt(values.length);
            int last = Math.min(values.length, first + (int) (5 * SETTLING_SECONDS * rate));
            for (int place = first; place < last; place++) {
                values[place] += height * Math.exp(-(place - first) / (SETTLING_SECONDS * rate));
            }
        }
    }
}
