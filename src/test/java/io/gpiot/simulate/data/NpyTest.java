package io.gpiot.simulate.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {

    @TempDir
    Path folder;

    /** A file as numpy.save writes it: version 1.0, header padded so that the data starts at a multiple of 64. */
    private Path file(String type, String shape, ByteBuffer data) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        header += " ".repeat(64 - (10 + header.length() + 1) % 64) + "\n";
        ByteBuffer buffer = ByteBuffer.allocate(10 + header.length() + data.capacity());
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        buffer.put("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) header.length());
        buffer.put(header.getBytes(StandardCharsets.ISO_8859_1)).put(data.array());
        Path file = folder.resolve("x.npy");
        Files.write(file, buffer.array());
        return file;
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void integersAndFloatsOfAllWidthsAreRead() throws IOException {
        assertArrayEquals(
                new double[] {-3, 1L << 40},
                Npy.read(file("<i8", "(2,)", bytes(16).putLong(-3).putLong(1L << 40))));
        assertArrayEquals(new double[] {4e9}, Npy.read(file("<u4", "(1,)", bytes(4).putInt((int) 4_000_000_000L))));
        assertArrayEquals(new double[] {1.5}, Npy.read(file("<f4", "(1,)", bytes(4).putFloat(1.5f))));
        assertArrayEquals(new double[] {0.1}, Npy.read(file("<f8", "(1,)", bytes(8).putDouble(0.1))));
        assertArrayEquals(
                new double[] {258},
                Npy.read(file(">i2", "(1,)", bytes(2).put((byte) 1).put((byte) 2))));
        assertEquals(0, Npy.read(file("<f8", "(0,)", bytes(0))).length);
    }

    @Test
    void anythingElseIsRefused() throws IOException {
        for (String[] bad : new String[][] {{"<i8", "(1, 2)"}, {"|O", "(2,)"}, {"<i8", "(9999999999,)"}}) {
            Path written = file(bad[0], bad[1], bytes(16));
            assertThrows(GpiotException.class, () -> Npy.read(written));
        }
        Path file = folder.resolve("y.npy");
        assertThrows(GpiotException.class, () -> Npy.read(file));
        Files.writeString(file, "\u0093NUMPY but not really");
        assertThrows(GpiotException.class, () -> Npy.read(file));
    }
}
