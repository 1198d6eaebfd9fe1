package io.gpiot.engine.sampling;

/**
 * Uniform numbers in [0, 1), the n-th a function of seed and n: a Weyl sequence through the finaliser of SplitMix64
 * (Steele, Lea & Flood, OOPSLA 2014). The seed is mixed first, so that the seeds 1, 2, 3 ... share nothing.
 */
final class RandomNumbers {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    RandomNumbers(long seed) {
        this.state = mix(seed + GOLDEN);
    }

    double next() {
        state += GOLDEN;
        return (mix(state) >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
