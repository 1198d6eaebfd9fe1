package io.gpiot.data.distinct;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Estimates the Jaccard similarity of two sets from short signatures (Broder 1997): for a random order of all elements, the
 * chance that two sets have the same first element is their Jaccard similarity. Each of the hashes is such an order; its
 * standard error with 64 of them is at most 0.0625.
 */
public final class MinHash {

    static final int HASHES = 64;

    private MinHash() {}

    /** @return the smallest value of each hash over the elements */
    public static long[] signature(Collection<String> elements) {
        long[] smallest = new long[HASHES];
        Arrays.fill(smallest, Long.MAX_VALUE);
        for (String element : elements) {
            long base = hash(element);
            for (int i = 0; i < HASHES; i++) {
                long value = mix(base + i * 0x9E3779B97F4A7C15L) >>> 1;
                smallest[i] = Math.min(smallest[i], value);
            }
        }
        return smallest;
    }

    /** Share of hashes that agree, 0 to 1. */
    public static double similarity(long[] one, long[] other) {
        int same = 0;
        for (int i = 0; i < HASHES; i++) {
            same += one[i] == other[i] ? 1 : 0;
        }
        return (double) same / HASHES;
    }

    /** FNV-1a over the bytes: the same on every machine and in every year, as {@code String.hashCode} mixes too little. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** The finaliser of SplitMix64: every bit of the input moves every bit of the output. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
