package io.gpiot.simulate.csi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.simulate.data.FloatArray;
import io.gpiot.simulate.data.Windows;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsiSimulatorTest {

    private static final int CHANNELS = 90;
    private static final int BINS = 40;

    @Test
    void theShapeIsWiarsAndTheSeedDecidesEverything() {
        Windows one = new CsiSimulator(5).windows(3);
        assertArrayEquals(
                new int[] {45, CHANNELS, 250}, one.modalities().get("csi").shape());
        assertEquals(15, one.classes().size());
        float[] values = one.modalities().get("csi").values();
        assertArrayEquals(
                values, new CsiSimulator(5).windows(3).modalities().get("csi").values());
        assertFalse(Arrays.equals(
                values, new CsiSimulator(6).windows(3).modalities().get("csi").values()));
        for (float value : values) {
            assertTrue(value >= 0 && value < 500, "an amplitude of " + value);
        }
    }

    /** Doppler: the echo of a path that grows by n wavelengths goes n times through the phases. */
    @Test
    void amplitudesFadeAsOftenAsAPathGrowsByWavelengths() {
        double wavelength = Link.LIGHT / Link.CARRIER_HERTZ;
        Link link = new Link(new Random(1));
        double[][] still = link.still(new Random(2));
        Point start = new Point(1.5, 0.8, 0.9);
        double before = pathOverMiddle(start);
        double way = 0;
        while (pathOverMiddle(start.plus(new Point(0, 1, 0), way)) - before < 12 * wavelength) {
            way += 1e-4;
        }
        int steps = 4_000;
        double[] amplitude = new double[steps];
        for (int step = 0; step < steps; step++) {
            double[][] channel = {still[0].clone(), still[1].clone()};
            link.scatter(channel, start.plus(new Point(0, way * step / steps, 0), 1), 0.01);
            int middle = Link.SUBCARRIERS + 15;
            amplitude[step] = Math.hypot(channel[0][middle], channel[1][middle]);
        }
        int tops = 0;
        for (int step = 1; step < steps - 1; step++) {
            tops += amplitude[step] > amplitude[step - 1] && amplitude[step] >= amplitude[step + 1] ? 1 : 0;
        }
        assertEquals(12, tops, 1);
    }

    private static double pathOverMiddle(Point place) {
        return place.distance(new Point(0, 0, 0.9)) + place.distance(new Point(3, 0, 0.9));
    }

    @Test
    void neighboursInRawAmplitudesTellLittleAndNeighboursInDopplerTellMuch() {
        Windows windows = new CsiSimulator(1).windows(12);
        FloatArray csi = windows.modalities().get("csi");
        double[][] raw = new double[csi.length()][];
        double[][] doppler = new double[csi.length()][];
        for (int row = 0; row < csi.length(); row++) {
            float[] values = Arrays.copyOfRange(csi.values(), row * csi.rowSize(), (row + 1) * csi.rowSize());
            raw[row] = new double[values.length];
            for (int place = 0; place < values.length; place++) {
                raw[row][place] = values[place];
            }
            doppler[row] = spectrum(raw[row]);
        }
        double naive = nearestNeighbour(raw, windows);
        double sound = nearestNeighbour(doppler, windows);
        assertTrue(naive < 0.25, "raw amplitudes: " + naive);
        assertTrue(sound > 0.5, "Doppler: " + sound);
    }

    /** Amplitude spectrum of the relative changes, mean over the channels: shape (BINS,). */
    private static double[] spectrum(double[] window) {
        int packets = window.length / CHANNELS;
        double[] sum = new double[BINS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            double mean = Arrays.stream(window, channel * packets, (channel + 1) * packets)
                    .average()
                    .orElseThrow();
            for (int bin = 1; bin <= BINS; bin++) {
                double real = 0;
                double imaginary = 0;
                for (int packet = 0; packet < packets; packet++) {
                    double value = window[channel * packets + packet] / mean - 1;
                    real += value * Math.cos(2 * Math.PI * bin * packet / packets);
                    imaginary += value * Math.sin(2 * Math.PI * bin * packet / packets);
                }
                sum[bin - 1] += Math.log(1e-6 + Math.hypot(real, imaginary)) / CHANNELS;
            }
        }
        return sum;
    }

    /** Learns from the first two thirds of the repetitions, is judged on the rest. */
    private static double nearestNeighbour(double[][] features, Windows windows) {
        int right = 0;
        int all = 0;
        for (int tested = 0; tested < features.length; tested++) {
            if (windows.groups()[tested] <= 8) {
                continue;
            }
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int known = 0; known < features.length; known++) {
                double distance = 0;
                for (int place = 0; place < features[known].length && distance < least; place++) {
                    double difference = features[known][place] - features[tested][place];
                    distance += difference * difference;
                }
                if (windows.groups()[known] <= 8 && distance < least) {
                    least = distance;
                    best = known;
                }
            }
            right += windows.labels()[best] == windows.labels()[tested] ? 1 : 0;
            all++;
        }
        return (double) right / all;
    }
}
