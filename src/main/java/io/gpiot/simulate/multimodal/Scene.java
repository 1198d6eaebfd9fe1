package io.gpiot.simulate.multimodal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Two seconds of somebody's doing, hidden behind all three sensors: where the body's parts are at a time, and when hands or
 * feet strike. Metres; x across the room, y up, z away from the sensors.
 *
 * @param home what stays the same for a person
 * @param strokes phase of the movement at the beginning, in turns
 */
record Scene(
        Activity activity, Home home, double x, double z, double hertz, double size, double strokes, double heading) {

    static final double SECONDS = 2;

    /**
     * A person and the room.
     *
     * @param height factor of the body
     * @param pitch of the voice in Hz
     * @param wall distance of the wall behind
     * @param camera height of depth camera and radar
     */
    record Home(double height, double pitch, double wall, double camera, double[] furniture) {
        static Home of(Random random) {
            double[] furniture = new double[6];
            for (int number = 0; number < furniture.length; number++) {
                furniture[number] = random.nextDouble();
            }
            return new Home(
                    0.92 + 0.16 * random.nextDouble(),
                    95 + 120 * random.nextDouble(),
                    3.4 + random.nextDouble(),
                    0.9 + 0.5 * random.nextDouble(),
                    furniture);
        }
    }

    /** A ball of the body: centre, radius in metres, and how strongly it reflects radar. */
    record Ball(double x, double y, double z, double radius, double echo) {}

    static Scene of(Activity activity, Home home, Random random) {
        return new Scene(
                activity,
                home,
                0.5 * (2 * random.nextDouble() - 1),
                1.9 + 0.8 * random.nextDouble(),
                activity.movement().hertz() * (0.85 + 0.3 * random.nextDouble()),
                0.75 + 0.5 * random.nextDouble(),
                random.nextDouble(),
                random.nextBoolean() ? 1 : -1);
    }

    /** The body at a time in seconds; breathing moves the chest by some millimetres. */
    List<Ball> body(double time) {
        var posture = activity.posture();
        var movement = activity.movement();
        double turn = Math.sin(2 * Math.PI * (hertz * time + strokes));
        double breath = 0.006 * Math.sin(2 * Math.PI * (0.25 * time + strokes));
        boolean walks = movement == Activity.Movement.WALK;
        double drift = walks ? 0 : movement.body() * size * turn;
        double along = walks ? heading * movement.body() * size * (time - SECONDS / 2) : drift;
        double chest = posture.chest() * home.height();
        double head = posture.head() * home.height();
        double hand = movement.hand() * size * turn;
        double front = z + along + breath;
        List<Ball> balls = new ArrayList<>();
        if (posture == Activity.Posture.LYING) {
            for (int part = 0; part < 4; part++) {
                balls.add(new Ball(x + 0.38 * part - 0.3, chest - 0.05, front, part == 0 ? 0.13 : 0.2, 0.3));
            }
        } else {
            balls.add(new Ball(x, head, front, 0.13, 0.3));
            balls.add(new Ball(x, chest, front, 0.23, 1));
            balls.add(new Ball(x, chest - 0.3, front + 0.02, 0.22, 0.8));
            double knee = chest - 0.55;
            boolean sits = posture == Activity.Posture.SITTING;
            for (int side = -1; side <= 1; side += 2) {
                double swing = walks ? side * hand : 0;
                balls.add(new Ball(x + 0.13 * side, Math.max(0.15, knee), front - (sits ? 0.4 : 0) + swing, 0.12, 0.4));
                balls.add(new Ball(x + 0.13 * side, 0.15, front - (sits ? 0.45 : 0) + 1.5 * swing, 0.1, 0.3));
            }
        }
        double lift = movement == Activity.Movement.SLOW_SMALL ? Math.abs(hand) : 0.3 * hand;
        balls.add(new Ball(x + 0.25, chest - 0.15 + lift, front - 0.3 - hand, 0.09, 0.35));
        balls.add(new Ball(x - 0.25, chest - 0.15, front - 0.3 + (walks ? hand : 0.3 * hand), 0.09, 0.3));
        return balls;
    }

    /** Seconds at which a hand or foot strikes: where the stroke is furthest out. */
    List<Double> strikes() {
        List<Double> times = new ArrayList<>();
        if (hertz > 0) {
            for (double turn = Math.ceil(strokes - 0.25) + 0.25; turn < strokes + hertz * SECONDS; turn++) {
                if (turn >= strokes) {
                    times.add((turn - strokes) / hertz);
                }
            }
        }
        return times;
    }
}
