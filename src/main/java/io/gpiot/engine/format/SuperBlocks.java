package io.gpiot.engine.format;

import static io.gpiot.engine.format.BlockDecoder.half;

/**
 * Blocks of 256 elements in sub-blocks, whose small integer scales are themselves scaled by one half-precision number.
 *
 * <p>Q4_K and Q5_K: d, dmin, 12 bytes with eight 6-bit pairs (scale s_i, minimum m_i), codes; sub-block i of 32 elements:
 * x = (d s_i) q - (dmin m_i). Byte l of each 32 code bytes holds an element of sub-block 2n (low nibble) and one of
 * sub-block 2n + 1 (high nibble).
 */
final class SuperBlocks {

    private static final int SUB_BLOCK = 32;

    private SuperBlocks() {}

    static void q4(byte[] in, int from, float[] out, int to) {
        withMinima(in, from, -1, from + 16, out, to);
    }

    /** As Q4_K, with 32 bytes of fifth bits before the nibbles: bit i of byte l belongs to element l of sub-block i. */
    static void q5(byte[] in, int from, float[] out, int to) {
        withMinima(in, from, from + 16, from + 48, out, to);
    }

    private static void withMinima(byte[] in, int from, int fifths, int nibbles, float[] out, int to) {
        float d = half(in, from);
        float dmin = half(in, from + 2);
        for (int i = 0; i < 8; i++) {
            float scale = d * scale(in, from + 4, i);
            float minimum = dmin * minimum(in, from + 4, i);
            int codes = nibbles + (i >> 1) * SUB_BLOCK;
            int shift = (i & 1) * 4;
            int target = to + i * SUB_BLOCK;
            if (fifths < 0) {
                for (int l = 0; l < SUB_BLOCK; l++) {
                    out[target + l] = scale * (in[codes + l] >> shift & 0xF) - minimum;
                }
            } else {
                for (int l = 0; l < SUB_BLOCK; l++) {
                    int code = in[codes + l] >> shift & 0xF | (in[fifths + l] >> i & 1) << 4;
                    out[target + l] = scale * code - minimum;
                }
            }
        }
    }

    /** Scale i: six low bits of byte i, or (i above 3) four bits of byte i + 4 and the top two of byte i - 4. */
    private static int scale(byte[] in, int pairs, int i) {
        return i < 4 ? in[pairs + i] & 63 : in[pairs + i + 4] & 0xF | (in[pairs + i - 4] >> 6 & 3) << 4;
    }

    /** Minimum i: six low bits of byte i + 4, or (i above 3) the high nibble of byte i + 4 and the top two bits of byte i. */
    private static int minimum(byte[] in, int pairs, int i) {
        return i < 4 ? in[pairs + i + 4] & 63 : in[pairs + i + 4] >> 4 & 0xF | (in[pairs + i] >> 6 & 3) << 4;
    }

    /**
     * Q6_K: 128 bytes of low nibbles, 64 of high bit pairs, 16 signed scales, d; x = (d s) (q - 32) with one scale for 16
     * elements. Each half of 128 elements: nibbles of bytes l and l + 32, pairs of byte l, for elements l, l + 32, l + 64,
     * l + 96.
     */
    static void q6(byte[] in, int from, float[] out, int to) {
        float d = half(in, from + 208);
        for (int part = 0; part < 2; part++) {
            int low = from + part * 64;
            int high = from + 128 + part * 32;
            int scales = from + 192 + part * 8;
            for (int quarter = 0; quarter < 4; quarter++) {
                int nibbles = low + (quarter & 1) * SUB_BLOCK;
                int shift = (quarter >> 1) * 4;
                int target = to + part * 128 + quarter * SUB_BLOCK;
                float first = d * in[scales + quarter * 2];
                float second = d * in[scales + quarter * 2 + 1];
                for (int l = 0; l < SUB_BLOCK; l++) {
                    int code = in[nibbles + l] >> shift & 0xF | (in[high + l] >> quarter * 2 & 3) << 4;
                    out[target + l] = (l < 16 ? first : second) * (code - 32);
                }
            }
        }
    }
}
