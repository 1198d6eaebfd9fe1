package io.gpiot.engine.format;

import static io.gpiot.engine.format.BlockDecoder.half;

/**
 * Blocks of 32 elements with one half-precision scale d, and in the {@code _1} types a minimum m. Four-bit codes lie as
 * nibbles: byte j holds elements j (low) and j + 16 (high). The fifth bits lie together in one int, bit j for element j.
 */
final class SmallBlocks {

    private static final int HALF_BLOCK = 16;

    private SmallBlocks() {}

    /** d, 32 signed bytes: x = d q. */
    static void q8(byte[] in, int from, float[] out, int to) {
        float d = half(in, from);
        for (int j = 0; j < 2 * HALF_BLOCK; j++) {
            out[to + j] = d * in[from + 2 + j];
        }
    }

    /** d, 16 bytes of nibbles: x = d (q - 8). */
    static void q4(byte[] in, int from, float[] out, int to) {
        float d = half(in, from);
        for (int j = 0; j < HALF_BLOCK; j++) {
            int pair = in[from + 2 + j];
            out[to + j] = d * ((pair & 0xF) - 8);
            out[to + j + HALF_BLOCK] = d * ((pair >> 4 & 0xF) - 8);
        }
    }

    /** d, m, 16 bytes of nibbles: x = d q + m. */
    static void q4WithMinimum(byte[] in, int from, float[] out, int to) {
        float d = half(in, from);
        float m = half(in, from + 2);
        for (int j = 0; j < HALF_BLOCK; j++) {
            int pair = in[from + 4 + j];
            out[to + j] = d * (pair & 0xF) + m;
            out[to + j + HALF_BLOCK] = d * (pair >> 4 & 0xF) + m;
        }
    }

    /** d, 32 fifth bits, 16 bytes of nibbles: x = d (q - 16). */
    static void q5(byte[] in, int from, float[] out, int to) {
        float d = half(in, from);
        int fifth = (int) BlockDecoder.INT.get(in, from + 2);
        for (int j = 0; j < HALF_BLOCK; j++) {
            int pair = in[from + 6 + j];
            out[to + j] = d * ((pair & 0xF | (fifth >>> j & 1) << 4) - 16);
            out[to + j + HALF_BLOCK] = d * ((pair >> 4 & 0xF | (fifth >>> j + HALF_BLOCK & 1) << 4) - 16);
        }
    }

    /** d, m, 32 fifth bits, 16 bytes of nibbles: x = d q + m. */
    static void q5WithMinimum(byte[] in, int from, float[] out, int to) {
        float d = half(in, from);
        float m = half(in, from + 2);
        int fifth = (int) BlockDecoder.INT.get(in, from + 4);
        for (int j = 0; j < HALF_BLOCK; j++) {
            int pair = in[from + 8 + j];
            out[to + j] = d * (pair & 0xF | (fifth >>> j & 1) << 4) + m;
            out[to + j + HALF_BLOCK] = d * (pair >> 4 & 0xF | (fifth >>> j + HALF_BLOCK & 1) << 4) + m;
        }
    }
}
