package io.gpiot.engine.format;

import java.util.Arrays;
import java.util.Optional;

/** How numbers are stored: plain, or in blocks that share scales. Values lie along the innermost dimension. */
public enum TensorType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    BF16(30, 1, 2),
    Q8_0(8, 32, 34),
    Q4_0(2, 32, 18),
    Q4_1(3, 32, 20),
    Q5_0(6, 32, 22),
    Q5_1(7, 32, 24),
    Q4_K(12, 256, 144),
    Q5_K(13, 256, 176),
    Q6_K(14, 256, 210);

    private final int ggufCode;
    private final int blockSize;
    private final int blockBytes;

    TensorType(int ggufCode, int blockSize, int blockBytes) {
        this.ggufCode = ggufCode;
        this.blockSize = blockSize;
        this.blockBytes = blockBytes;
    }

    /** Elements a block. */
    public int blockSize() {
        return blockSize;
    }

    /** Bytes a block. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Bytes that this many elements take; the count must be whole blocks. */
    public long bytes(long elements) {
        return elements / blockSize * blockBytes;
    }

    int ggufCode() {
        return ggufCode;
    }

    static Optional<TensorType> ofGguf(int code) {
        return Arrays.stream(values()).filter(t -> t.ggufCode == code).findFirst();
    }

    /** The name of a type code that we do not read, for messages. */
    static String nameOfGguf(int code) {
        return switch (code) {
            case 9 -> "Q8_1";
            case 10 -> "Q2_K";
            case 11 -> "Q3_K";
            case 15 -> "Q8_K";
            case 16 -> "IQ2_XXS";
            case 17 -> "IQ2_XS";
            case 18 -> "IQ3_XXS";
            case 19 -> "IQ1_S";
            case 20 -> "IQ4_NL";
            case 21 -> "IQ3_S";
            case 22 -> "IQ2_S";
            case 23 -> "IQ4_XS";
            case 24 -> "I8";
            case 25 -> "I16";
            case 26 -> "I32";
            case 27 -> "I64";
            case 28 -> "F64";
            case 29 -> "IQ1_M";
            case 34 -> "TQ1_0";
            case 35 -> "TQ2_0";
            case 39 -> "MXFP4";
            default -> "type " + code;
        };
    }
}
