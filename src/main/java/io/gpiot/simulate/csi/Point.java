package io.gpiot.simulate.csi;

/** A place or a direction in metres: x along the link, y away from it, z up. */
record Point(double x, double y, double z) {

    Point plus(Point other, double factor) {
        return new Point(x + factor * other.x, y + factor * other.y, z + factor * other.z);
    }

    double distance(Point other) {
        return Math.sqrt((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y) + (z - other.z) * (z - other.z));
    }

    /** Around the vertical through the origin. */
    Point turned(double angle) {
        double cosine = Math.cos(angle);
        double sine = Math.sin(angle);
        return new Point(cosine * x - sine * y, sine * x + cosine * y, z);
    }
}
