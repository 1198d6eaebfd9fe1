package io.gpiot.simulate.multimodal;

import java.util.List;
import java.util.Random;

/** Distances in metres, 16 frames of 28 x 28 in two seconds; 0 where the camera saw nothing. */
final class DepthCamera {

    static final int FRAMES = 16;
    static final int SIDE = 28;

    private static final double HALF_VIEW = Math.tan(Math.toRadians(38));
    private static final double BLIND = 0.06;
    /** Far away depth is noisier: its error grows with the square of the distance. */
    private static final double ERROR = 0.006;

    private DepthCamera() {}

    /** Writes FRAMES x SIDE x SIDE values. */
    static void see(Scene scene, Random random, float[] values, int offset) {
        double[] room = room(scene.home());
        for (int frame = 0; frame < FRAMES; frame++) {
            List<Scene.Ball> body = scene.body(frame * Scene.SECONDS / FRAMES);
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                double depth =
                        Math.min(room[pixel], nearest(body, pixel, scene.home().camera()));
                boolean blind = random.nextDouble() < BLIND;
                values[offset + frame * SIDE * SIDE + pixel] =
                        blind ? 0 : (float) (depth + ERROR * depth * depth * random.nextGaussian());
            }
        }
    }

    private static double across(int pixel) {
        return HALF_VIEW * (2 * (pixel % SIDE + 0.5) / SIDE - 1);
    }

    private static double up(int pixel) {
        return -HALF_VIEW * (2 * (pixel / SIDE + 0.5) / SIDE - 1);
    }

    /** Depth of the first ball on a pixel's ray from the camera at height h: |t d - c| = r, d = (across, up, 1). */
    private static double nearest(List<Scene.Ball> body, int pixel, double camera) {
        double dx = across(pixel);
        double dy = up(pixel);
        double square = dx * dx + dy * dy + 1;
        double nearest = Double.POSITIVE_INFINITY;
        for (Scene.Ball ball : body) {
            double cy = ball.y() - camera;
            double along = dx * ball.x() + dy * cy + ball.z();
            double rest = ball.x() * ball.x() + cy * cy + ball.z() * ball.z() - ball.radius() * ball.radius();
            double root = along * along - square * rest;
            if (root > 0) {
                nearest = Math.min(nearest, (along - Math.sqrt(root)) / square);
            }
        }
        return nearest;
    }

    /** The wall behind, the floor, and a cupboard and a chest that stand before the wall. */
    private static double[] room(Scene.Home home) {
        double[] depth = new double[SIDE * SIDE];
        double[] where = home.furniture();
        for (int pixel = 0; pixel < depth.length; pixel++) {
            double wall = home.wall();
            double floor = up(pixel) < 0 ? -home.camera() / up(pixel) : Double.POSITIVE_INFINITY;
            double x = across(pixel) * wall;
            double y = home.camera() + up(pixel) * wall;
            boolean cupboard = Math.abs(x - 3 * (where[0] - 0.5)) < 0.3 + 0.3 * where[1] && y < 1 + where[2];
            boolean chest = Math.abs(x - 3 * (where[3] - 0.5)) < 0.3 + 0.3 * where[4] && y < 0.4 + 0.6 * where[5];
            depth[pixel] = Math.min(floor, wall - (cupboard ? 0.5 : chest ? 0.4 : 0));
        }
        return depth;
    }
}
