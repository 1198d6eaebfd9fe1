package io.gpiot.base.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {

    @TempDir
    Path folder;

    @Test
    void ggufShapeIsReadFromItsHead() {
        var found = ModelFiles.inspect(TinyGguf.write(folder.resolve("a.gguf")));
        assertEquals(new ModelShape("qwen2", 32, 2, 2, 2, 3, 64), found.shape());
    }

    @Test
    void everyCutOffGgufIsRefused() {
        byte[] whole = TinyGguf.bytes();
        for (int length = 0; length < whole.length; length += 7) {
            Path file = TinyGguf.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, length));
            String message = refusal(file);
            assertTrue(message.contains("truncated") || length < 4, length + ": " + message);
        }
    }

    @Test
    void aWrongMagicIsNoGguf() {
        Path file = TinyGguf.write(folder.resolve("a.gguf"), "<html>not found</html>".getBytes(StandardCharsets.UTF_8));
        assertTrue(refusal(file).contains("is not a GGUF file"));
    }

    @Test
    void anUnknownVersionNamesTheReadOnes() {
        Path file = TinyGguf.write(folder.resolve("a.gguf"), TinyGguf.withVersion(1));
        assertTrue(refusal(file).contains("GGUF version 1; versions 2 and 3 are read"));
    }

    @Test
    void aGgufWithoutLayersIsNoLanguageModel() {
        Path file = TinyGguf.write(folder.resolve("a.gguf"), TinyGguf.withoutModel());
        assertTrue(refusal(file).contains("no language model"));
    }

    @Test
    void aLengthBeyondTheFileIsTruncationAndNotAnAllocation() {
        byte[] damaged = TinyGguf.bytes();
        Arrays.fill(damaged, 24, 31, (byte) 0xff); // the first key's length
        assertTrue(refusal(TinyGguf.write(folder.resolve("a.gguf"), damaged)).contains("truncated"));
    }

    @Test
    void safetensorsShapeIsReadFromConfigAndHeads() throws IOException {
        var found = ModelFiles.inspect(TinySafetensors.write(folder.resolve("hf")));
        assertEquals(new ModelShape("llama", 32, 2, 2, 2, 4, 64), found.shape());
        assertEquals(3, found.files().size());
    }

    @Test
    void aFolderThatLacksPartsNamesThem() throws IOException {
        Path hf = TinySafetensors.write(folder.resolve("hf"));
        Files.delete(hf.resolve("tokenizer.json"));
        Files.delete(hf.resolve("model.safetensors"));
        assertTrue(refusal(hf).endsWith("it lacks tokenizer.json, *.safetensors"));
    }

    @Test
    void aCutOffSafetensorsFileIsRefused() throws IOException {
        Path hf = TinySafetensors.write(folder.resolve("hf"));
        Path weights = hf.resolve("model.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        for (int length : new int[] {0, 5, 20, whole.length - 1}) {
            Files.write(weights, Arrays.copyOf(whole, length));
            String message = refusal(hf);
            assertTrue(message.contains("truncated") || message.contains("not a whole safetensors"), message);
        }
    }

    @Test
    void aShardThatTheIndexNamesMustBeThere() throws IOException {
        Path hf = TinySafetensors.write(folder.resolve("hf"));
        Files.writeString(
                hf.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"w\": \"model-2.safetensors\"}}");
        assertTrue(refusal(hf).endsWith("lacks model-2.safetensors, which its index names"));
    }

    private static String refusal(Path path) {
        var error = assertThrows(GpiotException.class, () -> ModelFiles.inspect(path));
        assertEquals(GpiotException.Category.USER, error.category());
        return error.getMessage();
    }
}
