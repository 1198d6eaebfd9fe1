package io.gpiot.bench.metric;

/** The unbiased estimate of the probability that at least one of k samples passes: 1 - C(n - c, k) / C(n, k). */
public final class PassAtK {

    private PassAtK() {}

    /**
     * @param samples n, at least k
     * @param passed c of them
     */
    public static double estimate(int samples, int passed, int k) {
        if (passed < 0 || passed > samples || k < 1 || k > samples) {
            throw new IllegalArgumentException("pass@" + k + " of " + passed + " passed of " + samples);
        }
        if (samples - passed < k) {
            return 1;
        }
        double none = 1;
        for (int i = samples - passed + 1; i <= samples; i++) {
            none *= 1 - (double) k / i;
        }
        return 1 - none;
    }
}
