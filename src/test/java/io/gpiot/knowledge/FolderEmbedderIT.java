package io.gpiot.knowledge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in a folder, held against the same model in the jar. */
class FolderEmbedderIT {

    @TempDir
    private Path folder;

    private void put(String resource, String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(FolderEmbedder.class.getResourceAsStream(resource))) {
            Files.copy(in, folder.resolve(name));
        }
    }

    @Test
    void aModelInAFolderGivesTheVectorsThatItGivesInTheJar() throws IOException {
        put("/bge-small-en-v1.5-q.onnx", "model.onnx");
        put("/bge-small-en-v1.5-q-tokenizer.json", "tokenizer.json");
        String code = "def mean(values):\n    return sum(values) / len(values)\n";
        try (var own = new FolderEmbedder(folder);
                var ours = new BgeEmbedder()) {
            assertArrayEquals(ours.embedPassage(code), own.embedPassage(code), 1e-6f);
            assertNotEquals(ours.id(), own.id());
        }
    }

    @Test
    void aFolderWithoutAModelOrWithADamagedOneIsRefused() throws IOException {
        GpiotException missing = assertThrows(GpiotException.class, () -> new FolderEmbedder(folder));
        assertTrue(missing.getMessage().contains("model.onnx"), missing::getMessage);
        Files.writeString(folder.resolve("model.onnx"), "no model");
        put("/bge-small-en-v1.5-q-tokenizer.json", "tokenizer.json");
        try (var damaged = new FolderEmbedder(folder)) {
            GpiotException fault = assertThrows(GpiotException.class, () -> damaged.embedPassage("x"));
            assertTrue(fault.getMessage().contains(folder.toString()), fault::getMessage);
        }
    }
}
