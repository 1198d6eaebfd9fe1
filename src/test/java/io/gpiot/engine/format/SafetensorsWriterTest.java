package io.gpiot.engine.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That Python's safetensors reads these bytes: benchmarks/reference/check_safetensors.py. */
class SafetensorsWriterTest {

    @TempDir
    Path folder;

    private final StoredTensor matrix =
            tensor("a.weight", TensorType.F32, new long[] {2, 1}, 0, 0, 0x80, 0x3F, 1, 2, 3, 4);
    private final StoredTensor half = tensor("b", TensorType.BF16, new long[] {1}, 0x80, 0x3F);

    @Test
    void theFileIsByteByByteTheFormats() throws IOException {
        Path file = folder.resolve("x.safetensors");
        SafetensorsWriter.write(file, Map.of("rank", "16"), List.of(matrix, half));

        String header = "{\"__metadata__\":{\"rank\":\"16\"},"
                + "\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[8,10]}}";
        int padded = (header.length() + 7) / 8 * 8;
        ByteBuffer expected = ByteBuffer.allocate(8 + padded + 10).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.fill(expected.array(), (byte) ' ');
        expected.putLong(padded).put(header.getBytes(StandardCharsets.UTF_8));
        expected.position(8 + padded)
                .put(matrix.data().duplicate())
                .put(half.data().duplicate());
        assertArrayEquals(expected.array(), Files.readAllBytes(file));
    }

    @Test
    void whatIsWrittenIsReadBackEqual() {
        Path file = folder.resolve("x.safetensors");
        SafetensorsWriter.write(file, Map.of("rank", "16"), List.of(matrix, half));
        SafetensorsFile read = SafetensorsFile.read(file);
        assertEquals(Map.of("rank", "16"), read.metadata());
        assertEquals(List.of("a.weight", "b"), List.copyOf(read.tensors().keySet()));
        StoredTensor got = read.tensors().get("a.weight");
        assertArrayEquals(matrix.shape(), got.shape());
        assertEquals(matrix.data(), got.data());
    }

    @Test
    void blockTypesWrongSizesAndTwinsAreRefused() {
        StoredTensor quantised = tensor("q", TensorType.Q8_0, new long[] {32}, new int[34]);
        StoredTensor cut = tensor("c", TensorType.F32, new long[] {2}, 1, 2, 3, 4);
        for (List<StoredTensor> wrong : List.of(List.of(quantised), List.of(cut), List.of(half, half))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SafetensorsWriter.write(folder.resolve("x"), Map.of(), wrong));
        }
    }

    private static StoredTensor tensor(String name, TensorType type, long[] shape, int... bytes) {
        ByteBuffer data = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(bytes).forEach(b -> data.put((byte) b));
        return new StoredTensor(name, type, shape, data.flip());
    }
}
