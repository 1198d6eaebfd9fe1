package io.gpiot.engine.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files give a GpiotException or a model, never anything else. */
class GgufFuzzTest {

    private static final int TRIES = 400;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damageGivesNothingButGpiotExceptions(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] sound = TinyModels.writer("qwen2", TensorType.Q8_0, seed).bytes();
        int header =
                new String(sound, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf("ffn_down.weight") + 60;
        int refused = 0;
        for (int n = 0; n < TRIES; n++) {
            byte[] damaged = sound.clone();
            if (n % 4 == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            } else {
                for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                    damaged[random.nextInt(header)] = (byte) random.nextInt(256);
                }
            }
            refused += refuses(damaged) ? 1 : 0;
        }
        assertTrue(refused > TRIES / 4, "too few refused to be a test: " + refused);
    }

    private boolean refuses(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("damaged.gguf"), bytes);
        try (ModelFile model = ModelFiles.open(file)) {
            model.tokenizer();
            for (StoredTensor tensor : model.tensors().values()) {
                Dequantizer.toFloat(tensor, 0, 1, FloatBuffer.allocate(tensor.rowLength()));
            }
            return false;
        } catch (GpiotException e) {
            return true;
        }
    }
}
