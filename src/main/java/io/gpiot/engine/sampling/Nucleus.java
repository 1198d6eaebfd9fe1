package io.gpiot.engine.sampling;

import java.util.Arrays;

/**
 * The smallest set of the largest weights that together reach a mass.
 *
 * @param threshold every weight above it is in
 * @param equalsKept of the weights equal to it so many are in, the first ones
 */
record Nucleus(double threshold, int equalsKept) {

    /**
     * Finds it without sorting: quickselect by mass instead of by rank, expected time in the order of the count.
     *
     * @param weights above 0; left as they are
     * @param count how many of them count, at least 1
     * @param mass what the set must reach, above 0
     */
    static Nucleus of(double[] weights, int count, double mass) {
        double[] work = Arrays.copyOf(weights, count);
        double missing = mass;
        int low = 0;
        int high = count;
        while (true) {
            double pivot = median(work[low], work[(low + high) >>> 1], work[high - 1]);
            // Three parts, descending: [low, equal) above the pivot, [equal, below) equal to it, [below, high) below
            // it.
            int equal = low;
            int below = high;
            double massAbove = 0;
            for (int i = low; i < below; ) {
                double weight = work[i];
                if (weight > pivot) {
                    massAbove += weight;
                    swap(work, i++, equal++);
                } else if (weight < pivot) {
                    swap(work, i, --below);
                } else {
                    i++;
                }
            }
            if (massAbove >= missing && equal > low) {
                high = equal;
                continue;
            }
            missing -= massAbove;
            int equals = below - equal;
            int needed = (int) Math.min(equals, Math.max(1, Math.ceil(missing / pivot)));
            if (needed * pivot >= missing || below == high) {
                return new Nucleus(pivot, needed);
            }
            missing -= equals * pivot;
            low = below;
        }
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static void swap(double[] values, int a, int b) {
        double kept = values[a];
        values[a] = values[b];
        values[b] = kept;
    }
}
