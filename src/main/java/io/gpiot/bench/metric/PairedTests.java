package io.gpiot.bench.metric;

import java.util.SplittableRandom;

/** Whether two subjects differ on the same tasks: two-sided probabilities of a difference at least as large by chance. */
public final class PairedTests {

    private static final int EXACT = 20;
    private static final int DRAWS = 100_000;

    /** Differences that rounding makes of equal sums. */
    private static final double ROUNDING = 1e-12;

    private PairedTests() {}

    /**
     * McNemar's exact test, for answers that pass or fail: of the tasks that only one subject solved, is either's share more
     * than a coin would give?
     *
     * @param onlyFirst tasks that the first alone solved
     */
    public static double mcNemar(int onlyFirst, int onlySecond) {
        int tasks = onlyFirst + onlySecond;
        double tail = 0;
        double logOfAll = tasks * Math.log(2);
        double logChoose = 0;
        for (int i = 0; i <= Math.min(onlyFirst, onlySecond); i++) {
            tail += Math.exp(logChoose - logOfAll);
            logChoose += Math.log(tasks - i) - Math.log(i + 1);
        }
        return Math.min(1, 2 * tail);
    }

    /**
     * Sign-flip permutation test of the mean difference: exact up to 20 tasks that differ, else 100,000 seeded draws, the one
     * observed counted too.
     */
    public static double permutation(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " and " + second.length + " tasks");
        }
        double[] differences = new double[first.length];
        int count = 0;
        double observed = 0;
        for (int i = 0; i < first.length; i++) {
            if (first[i] != second[i]) {
                differences[count++] = first[i] - second[i];
                observed += first[i] - second[i];
            }
        }
        double limit = Math.abs(observed) - ROUNDING;
        return count <= EXACT ? exact(differences, count, limit) : drawn(differences, count, limit);
    }

    private static double exact(double[] differences, int count, double limit) {
        int extreme = 0;
        int all = 1 << count;
        for (int signs = 0; signs < all; signs++) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
            }
            extreme += Math.abs(sum) >= limit ? 1 : 0;
        }
        return (double) extreme / all;
    }

    private static double drawn(double[] differences, int count, double limit) {
        SplittableRandom random = new SplittableRandom(1);
        int extreme = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += random.nextBoolean() ? differences[i] : -differences[i];
            }
            extreme += Math.abs(sum) >= limit ? 1 : 0;
        }
        return (extreme + 1.0) / (DRAWS + 1.0);
    }
}
