package io.gpiot.simulate.csi;

/**
 * How one part of the body moves while an activity lasts: a displacement from where it rests.
 *
 * @param part which one
 * @param way direction and size in metres, seen by the person: x to the right, y forwards, z up
 * @param course how much of the way is gone at a time
 */
record Motion(Part part, Point way, Course course) {

    /** Parts that scatter, by where they rest relative to the feet, and their strength. */
    enum Part {
        TORSO(new Point(0, 0, 1.1), 1.0),
        RIGHT_HAND(new Point(0.25, 0.15, 0.95), 0.35),
        LEFT_HAND(new Point(-0.25, 0.15, 0.95), 0.35),
        RIGHT_LEG(new Point(0.12, 0, 0.45), 0.5),
        LEFT_LEG(new Point(-0.12, 0, 0.45), 0.5);

        private final Point rest;
        private final double strength;

        Part(Point rest, double strength) {
            this.rest = rest;
            this.strength = strength;
        }

        Point rest() {
            return rest;
        }

        double strength() {
            return strength;
        }
    }

    /** Share of the way at a time in seconds since the activity began; speed factors are already in the time. */
    @FunctionalInterface
    interface Course {
        double at(double time);
    }

    /** To and fro for good. */
    static Course swing(double hertz, double phase) {
        return time -> time <= 0 ? 0 : Math.sin(2 * Math.PI * hertz * time + phase);
    }

    /** There, and it stays. */
    static Course move(double start, double seconds) {
        return time -> smooth((time - start) / seconds);
    }

    /** There and back again. */
    static Course reach(double start, double out, double back) {
        return time -> smooth((time - start) / out) - smooth((time - start - out) / back);
    }

    /** With even speed, from the start on. */
    static Course walk(double seconds) {
        return time -> Math.clamp(time / seconds, 0, 1);
    }

    /** The course of least jerk, by which people reach: 10 s^3 - 15 s^4 + 6 s^5. */
    private static double smooth(double share) {
        double s = Math.clamp(share, 0, 1);
        return s * s * s * (10 + s * (6 * s - 15));
    }
}
