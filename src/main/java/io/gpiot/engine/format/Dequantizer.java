package io.gpiot.engine.format;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.stream.LongStream;

/**
 * Decodes stored tensors to plain numbers, rows in parallel. Buffers are written from their position on, which does not
 * move; they need room for {@code rows * rowLength} elements.
 */
public final class Dequantizer {

    /** Bytes decoded at a time by one thread: within its first-level cache with the floats that come of it. */
    private static final int CHUNK_ELEMENTS = 4096;

    private Dequantizer() {}

    public static void toFloat(StoredTensor tensor, long firstRow, long rows, FloatBuffer out) {
        int begin = out.position();
        decode(tensor, firstRow, rows, out.remaining(), (floats, at, count) -> out.put(begin + at, floats, 0, count));
    }

    /** Rounds to the nearest bfloat16, ties to even; a short holds the 16 bits. */
    public static void toBfloat16(StoredTensor tensor, long firstRow, long rows, ShortBuffer out) {
        int begin = out.position();
        decode(tensor, firstRow, rows, out.remaining(), (floats, at, count) -> {
            short[] rounded = new short[count];
            for (int i = 0; i < count; i++) {
                rounded[i] = bfloat16(floats[i]);
            }
            out.put(begin + at, rounded, 0, count);
        });
    }

    static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40); // rounding could carry a NaN into infinity
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }

    /** Takes {@code count} decoded elements that belong at {@code at}, counted from the first row asked for. */
    private interface Sink {
        void put(float[] floats, int at, int count);
    }

    private static void decode(StoredTensor tensor, long firstRow, long rows, int room, Sink sink) {
        if (firstRow < 0 || rows < 0 || firstRow + rows > tensor.rows()) {
            throw new IndexOutOfBoundsException(
                    "rows " + firstRow + "+" + rows + " of " + tensor.name() + ", which has " + tensor.rows());
        }
        long elements = rows * tensor.rowLength();
        if (elements > room) {
            throw new IllegalArgumentException(
                    tensor.name() + ": " + elements + " elements do not fit into a buffer of " + room);
        }
        TensorType type = tensor.type();
        BlockDecoder decoder = BlockDecoder.of(type);
        long begin = type.bytes(firstRow * tensor.rowLength());
        int chunk = CHUNK_ELEMENTS; // whole blocks of every type
        LongStream.range(0, (elements + chunk - 1) / chunk).parallel().forEach(part -> {
            int at = (int) (part * chunk);
            int count = (int) Math.min(chunk, elements - at);
            byte[] bytes = new byte[(int) type.bytes(count)];
            tensor.data().get((int) (begin + type.bytes(at)), bytes);
            float[] floats = new float[count];
            for (int block = 0; block < count / type.blockSize(); block++) {
                decoder.decode(bytes, block * type.blockBytes(), floats, block * type.blockSize());
            }
            sink.put(floats, at, count);
        });
    }
}
