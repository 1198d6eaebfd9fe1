package io.gpiot.pect.plan;

/** Numbers that look random and follow from what they are asked for. */
public final class Mix {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** A hash of all values in their order: the finaliser of SplitMix64 over each. */
    public static long of(long... values) {
        long state = GOLDEN;
        for (long value : values) {
            state = mix(state + GOLDEN ^ mix(value + GOLDEN));
        }
        return state;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
