package io.gpiot.simulate.csi;

import io.gpiot.simulate.csi.Motion.Part;
import io.gpiot.simulate.data.FloatArray;
import io.gpiot.simulate.data.Windows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * CSI amplitudes in WiAR's shape, (activities x repetitions, 90, 250) at 100 packets a second: three antennas of 30
 * subcarriers each. Repetitions are of three volunteers, a third each, and of days on which furniture stood elsewhere. Start,
 * speed, size and place of each motion vary, the receiver's gain too, and packets are lost or spoilt: what an amplitude is
 * tells little, how it changes tells the activity.
 */
public final class CsiSimulator {

    static final int PACKETS = 250;
    static final double RATE = 100;

    private static final int VOLUNTEERS = 3;
    private static final double BODY = 0.55;
    private static final double NOISE = 0.006;
    private static final double LOST = 0.02;
    private static final double SPOILT = 0.01;
    private static final double SCALE = 55;

    private final long seed;
    private final Link link;

    public CsiSimulator(long seed) {
        this.seed = seed;
        this.link = new Link(new Random(seed));
    }

    /** How one repetition differs from the next. */
    private record Take(Point feet, double turned, double start, double speed, double size, double gain) {}

    /** @param repetitions of each activity; groups of the windows are the repetitions, from 1 */
    public Windows windows(int repetitions) {
        Activity[] activities = Activity.values();
        FloatArray csi = FloatArray.zeros(activities.length * repetitions, Link.ANTENNAS * Link.SUBCARRIERS, PACKETS);
        int[] labels = new int[csi.length()];
        int[] groups = new int[csi.length()];
        int row = 0;
        for (Activity activity : activities) {
            for (int repetition = 0; repetition < repetitions; repetition++) {
                Random random = new Random(seed * 1_000_003 + 1_009L * activity.ordinal() + repetition);
                record(activity, take(repetition, repetitions, random), random, csi.values(), row * csi.rowSize());
                labels[row] = activity.ordinal();
                groups[row++] = repetition + 1;
            }
        }
        return new Windows(
                new LinkedHashMap<>(Map.of("csi", csi)),
                labels,
                groups,
                Arrays.stream(activities).map(Activity::text).toList());
    }

    private Take take(int repetition, int repetitions, Random random) {
        int volunteer = repetition * VOLUNTEERS / repetitions;
        Random person = new Random(seed * 31 + volunteer);
        double height = 0.9 + 0.2 * person.nextDouble();
        double habit = 0.85 + 0.3 * person.nextDouble();
        Point feet = new Point(1.5 + 0.15 * random.nextGaussian(), 1.0 + 0.12 * random.nextGaussian(), 0);
        return new Take(
                feet,
                Math.toRadians(12) * random.nextGaussian(),
                0.05 + 0.25 * random.nextDouble(),
                habit * (0.9 + 0.2 * random.nextDouble()),
                height * (0.85 + 0.3 * random.nextDouble()),
                Math.exp(0.15 * random.nextGaussian()));
    }

    /** Writes |H| of one repetition, channel by channel. */
    private void record(Activity activity, Take take, Random random, float[] values, int offset) {
        double[][] still = link.still(random);
        int channels = still[0].length;
        double[][] channel = new double[2][channels];
        int last = 0;
        for (int packet = 0; packet < PACKETS; packet++) {
            if (packet > 0 && random.nextDouble() < LOST) {
                copy(values, offset, channels, last, packet);
                continue;
            }
            last = packet;
            System.arraycopy(still[0], 0, channel[0], 0, channels);
            System.arraycopy(still[1], 0, channel[1], 0, channels);
            double time = take.speed() * (packet / RATE - take.start());
            for (Part part : Part.values()) {
                Point place = activity.place(part, time, take.size()).turned(Math.PI + take.turned());
                link.scatter(channel, take.feet().plus(place, 1), BODY * part.strength());
            }
            double gain = SCALE * take.gain() * (random.nextDouble() < SPOILT ? 0.5 + random.nextDouble() : 1);
            for (int number = 0; number < channels; number++) {
                double real = channel[0][number] + NOISE * random.nextGaussian();
                double imaginary = channel[1][number] + NOISE * random.nextGaussian();
                values[offset + number * PACKETS + packet] = (float) (gain * Math.hypot(real, imaginary));
            }
        }
    }

    private static void copy(float[] values, int offset, int channels, int from, int to) {
        for (int number = 0; number < channels; number++) {
            values[offset + number * PACKETS + to] = values[offset + number * PACKETS + from];
        }
    }
}
