package io.gpiot.engine.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Decodes one block of a type. The order of operations is the format's, so that results are equal bit by bit. */
interface BlockDecoder {

    VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Reads the block that begins at {@code in[from]} and writes its elements from {@code out[to]} on. */
    void decode(byte[] in, int from, float[] out, int to);

    static BlockDecoder of(TensorType type) {
        return switch (type) {
            case F32 -> (in, from, out, to) -> out[to] = Float.intBitsToFloat((int) INT.get(in, from));
            case F16 -> (in, from, out, to) -> out[to] = half(in, from);
            case BF16 -> (in, from, out, to) -> out[to] = Float.intBitsToFloat((short) SHORT.get(in, from) << 16);
            case Q8_0 -> SmallBlocks::q8;
            case Q4_0 -> SmallBlocks::q4;
            case Q4_1 -> SmallBlocks::q4WithMinimum;
            case Q5_0 -> SmallBlocks::q5;
            case Q5_1 -> SmallBlocks::q5WithMinimum;
            case Q4_K -> SuperBlocks::q4;
            case Q5_K -> SuperBlocks::q5;
            case Q6_K -> SuperBlocks::q6;
        };
    }

    static float half(byte[] in, int from) {
        return Float.float16ToFloat((short) SHORT.get(in, from));
    }
}
