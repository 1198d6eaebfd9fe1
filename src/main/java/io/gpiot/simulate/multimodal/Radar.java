package io.gpiot.simulate.multimodal;

import java.util.List;
import java.util.Random;

/**
 * A radar's echoes as range-Doppler maps: 20 frames in two seconds, 16 bins of 0.3 m, 32 bins of 0.125 m/s around zero, as
 * amplitude. What stands still echoes at zero.
 */
final class Radar {

    static final int FRAMES = 20;
    static final int RANGES = 16;
    static final int VELOCITIES = 32;

    private static final double RANGE_STEP = 0.3;
    private static final double VELOCITY_STEP = 0.125;
    private static final double NOISE = 0.02;

    private Radar() {}

    /** Writes FRAMES x RANGES x VELOCITIES values. */
    static void scan(Scene scene, Random random, float[] values, int offset) {
        double gain = Math.exp(0.3 * random.nextGaussian());
        for (int frame = 0; frame < FRAMES; frame++) {
            double[] map = new double[RANGES * VELOCITIES];
            double time = frame * Scene.SECONDS / FRAMES;
            List<Scene.Ball> now = scene.body(time);
            List<Scene.Ball> soon = scene.body(time + 0.005);
            for (int number = 0; number < now.size(); number++) {
                Scene.Ball ball = now.get(number);
                double range = range(ball, scene.home());
                double velocity = (range(soon.get(number), scene.home()) - range) / 0.005;
                echo(map, range, velocity, ball.echo() / (range * range));
                // a ghost over the wall: later, weaker, as fast
                echo(map, range + 2 * (scene.home().wall() - range), velocity, 0.15 * ball.echo() / (range * range));
            }
            echo(map, scene.home().wall(), 0, 0.4);
            echo(map, 1 + 2 * scene.home().furniture()[0], 0, 0.3);
            for (int number = 0; number < map.length; number++) {
                double noise = NOISE * Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
                values[offset + frame * map.length + number] = (float) (gain * Math.hypot(map[number], noise));
            }
        }
    }

    private static double range(Scene.Ball ball, Scene.Home home) {
        double up = ball.y() - home.camera();
        return Math.sqrt(ball.x() * ball.x() + up * up + ball.z() * ball.z());
    }

    /** A window's main lobe, about a bin wide in both directions. */
    private static void echo(double[] map, double range, double velocity, double strength) {
        double centre = range / RANGE_STEP;
        double middle = velocity / VELOCITY_STEP + VELOCITIES / 2.0;
        for (int r = Math.max(0, (int) centre - 2); r < Math.min(RANGES, centre + 3); r++) {
            for (int v = Math.max(0, (int) middle - 3); v < Math.min(VELOCITIES, middle + 4); v++) {
                double away = (r - centre) * (r - centre) / 0.8 + (v - middle) * (v - middle) / 1.2;
                map[r * VELOCITIES + v] += strength * Math.exp(-away);
            }
        }
    }
}
