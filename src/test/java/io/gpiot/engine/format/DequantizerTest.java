package io.gpiot.engine.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Golden files: benchmarks/reference/make_format_golden.py. */
class DequantizerTest {

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void everyTypeEqualsTheReferenceBitByBit(TensorType type) throws IOException {
        float[] expected = expected(type);
        FloatBuffer out = FloatBuffer.allocate(expected.length);

        Dequantizer.toFloat(stored(type, 2), 0, 2, out);

        assertArrayEquals(expected, out.array());
        assertEquals(0, out.position());
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void aRangeOfRowsIsThatPartOfTheWhole(TensorType type) throws IOException {
        float[] whole = expected(type);
        int rows = whole.length / type.blockSize();
        FloatBuffer out = FloatBuffer.allocate(3 + 2 * type.blockSize()).position(3);

        Dequantizer.toFloat(stored(type, rows), 1, 2, out);

        for (int i = 0; i < 2 * type.blockSize(); i++) {
            assertEquals(whole[type.blockSize() + i], out.get(3 + i));
        }
        assertEquals(0, out.get(0), "what lies before the position stays");
    }

    @Test
    void manyChunksComeOutInOrder() {
        float[] values = new float[100_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        ByteBuffer data = ByteBuffer.wrap(TinyModels.floats(values)).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer out = ByteBuffer.allocateDirect(4 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();

        Dequantizer.toFloat(new StoredTensor("t", TensorType.F32, new long[] {100, 1000}, data), 0, 100, out);

        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], out.get(i));
        }
    }

    @Test
    void bfloat16RoundsToTheNearestAndTiesToEven() {
        Random random = new Random(5);
        for (int n = 0; n < 100_000; n++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (!Float.isFinite(value)) {
                continue;
            }
            int bits = Float.floatToRawIntBits(value);
            float below = Float.intBitsToFloat(bits & 0xFFFF0000);
            float above = Float.intBitsToFloat((bits & 0xFFFF0000) + 0x10000);
            float got = Float.intBitsToFloat(Dequantizer.bfloat16(value) << 16);
            double down = Math.abs((double) value - below);
            double up = Float.isFinite(above)
                    ? Math.abs((double) above - value)
                    : Math.scalb(1.0, 128) - Math.abs((double) value);
            if (down == up) {
                assertEquals(0, Dequantizer.bfloat16(value) & 1);
            } else {
                assertEquals(down < up ? below : above, got);
            }
        }
        assertTrue(Float.isNaN(Float.intBitsToFloat(Dequantizer.bfloat16(Float.intBitsToFloat(0x7F800001)) << 16)));
        assertEquals((short) 0x7F80, Dequantizer.bfloat16(Float.POSITIVE_INFINITY));
    }

    @Test
    void bfloat16OutputIsTheRoundedFloatOutput() throws IOException {
        float[] floats = expected(TensorType.Q6_K);
        ShortBuffer out = ShortBuffer.allocate(floats.length);

        Dequantizer.toBfloat16(stored(TensorType.Q6_K, 1), 0, 1, out);

        for (int i = 0; i < floats.length; i++) {
            assertEquals(Dequantizer.bfloat16(floats[i]), out.get(i));
        }
    }

    @Test
    void rowsOutsideTheTensorAndShortBuffersAreRefused() throws IOException {
        StoredTensor tensor = stored(TensorType.F32, 2);
        assertThrows(
                IndexOutOfBoundsException.class, () -> Dequantizer.toFloat(tensor, 1, 2, FloatBuffer.allocate(10_000)));
        assertThrows(IllegalArgumentException.class, () -> Dequantizer.toFloat(tensor, 0, 2, FloatBuffer.allocate(3)));
    }

    private static StoredTensor stored(TensorType type, int rows) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(resource(type + ".blocks")).order(ByteOrder.LITTLE_ENDIAN);
        long elements = (long) data.remaining() / type.blockBytes() * type.blockSize();
        return new StoredTensor("golden", type, new long[] {rows, elements / rows}, data);
    }

    private static float[] expected(TensorType type) throws IOException {
        FloatBuffer floats = ByteBuffer.wrap(resource(type + ".floats"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DequantizerTest.class.getResourceAsStream("/format/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
