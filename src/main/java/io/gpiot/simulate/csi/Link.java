package io.gpiot.simulate.csi;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A transmitter, three antennas and the paths between them. The channel at frequency f is the sum over all paths of
 * g exp(-2 pi i f d / c), with gain g and length d; a moved scatterer changes d, and with it the phase: that is Doppler.
 */
final class Link {

    static final int ANTENNAS = 3;
    static final int SUBCARRIERS = 30;
    static final double CARRIER_HERTZ = 5.32e9;
    static final double LIGHT = 299_792_458;

    private static final double SPACING_HERTZ = 312_500;
    private static final Point TRANSMITTER = new Point(0, 0, 0.9);
    private static final double LENGTH = 3;

    private final List<Point> antennas = new ArrayList<>();
    private final double[] hertz = new double[SUBCARRIERS];
    private final List<double[]> walls = new ArrayList<>();

    /** A path over a wall: its length to the middle antenna in metres, gain, and how the direction shifts the antennas. */
    private static double[] wall(Random random) {
        return new double[] {
            LENGTH + 1 + 8 * random.nextDouble(), 0.1 + 0.5 * random.nextDouble(), 2 * random.nextDouble() - 1
        };
    }

    /**
     * A room.
     *
     * @param random draws its walls
     */
    Link(Random random) {
        double half = LIGHT / CARRIER_HERTZ / 2;
        for (int antenna = 0; antenna < ANTENNAS; antenna++) {
            antennas.add(new Point(LENGTH, (antenna - 1) * half, 0.9));
        }
        for (int number = 0; number < SUBCARRIERS; number++) {
            // every other one of 56, as the cards of the public data sets report them: -28 ... -2, -1, 1 ... 27, 28
            int index = number < 14 ? 2 * number - 28 : number == 14 ? -1 : number == 29 ? 28 : 2 * (number - 15) + 1;
            hertz[number] = CARRIER_HERTZ + SPACING_HERTZ * index;
        }
        for (int number = 0; number < 6; number++) {
            walls.add(wall(random));
        }
    }

    /** What does not move, re and im by antenna and subcarrier: the direct path, the walls, and furniture of the day. */
    double[][] still(Random day) {
        double[][] channel = new double[2][ANTENNAS * SUBCARRIERS];
        List<double[]> all = new ArrayList<>(walls);
        for (int number = 0; number < 3; number++) {
            all.add(wall(day));
        }
        for (int antenna = 0; antenna < ANTENNAS; antenna++) {
            add(channel, antenna, 1 / LENGTH, TRANSMITTER.distance(antennas.get(antenna)));
            for (double[] wall : all) {
                add(
                        channel,
                        antenna,
                        wall[1] / wall[0],
                        wall[0] + wall[2] * antennas.get(antenna).y());
            }
        }
        return channel;
    }

    /** Adds what a scatterer at a place sends to all antennas. */
    void scatter(double[][] channel, Point place, double strength) {
        double there = TRANSMITTER.distance(place);
        for (int antenna = 0; antenna < ANTENNAS; antenna++) {
            double on = place.distance(antennas.get(antenna));
            add(channel, antenna, strength / (there * on), there + on);
        }
    }

    private void add(double[][] channel, int antenna, double gain, double length) {
        for (int number = 0; number < SUBCARRIERS; number++) {
            double phase = -2 * Math.PI * hertz[number] * length / LIGHT;
            int place = antenna * SUBCARRIERS + number;
            channel[0][place] += gain * Math.cos(phase);
            channel[1][place] += gain * Math.sin(phase);
        }
    }
}
