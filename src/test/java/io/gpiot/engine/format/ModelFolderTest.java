package io.gpiot.engine.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.engine.text.Tokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"qwen2, 1", "qwen2, 3", "llama, 1", "llama, 2"})
    void aFolderGivesTheSameModelAsTheGguf(String architecture, int shards) {
        Path gguf = TinyModels.gguf(folder.resolve("gguf"), architecture, TensorType.F32, 4);
        Path hub = TinyFolder.write(folder.resolve("hub"), architecture, shards, 4);
        try (ModelFile expected = ModelFiles.open(gguf);
                ModelFile got = ModelFiles.open(hub)) {
            ModelConfig e = expected.config();
            assertEquals(architecture.equals("llama"), e.ropeInterleaved());
            assertEquals(
                    new ModelConfig(
                            architecture,
                            e.layers(),
                            e.width(),
                            e.heads(),
                            e.keyValueHeads(),
                            e.headWidth(),
                            e.feedForwardWidth(),
                            e.vocabularySize(),
                            e.contextLength(),
                            e.normEpsilon(),
                            e.ropeBase(),
                            false,
                            true),
                    got.config());
            assertEquals(expected.tensors().keySet(), got.tensors().keySet());
            for (String name : expected.tensors().keySet()) {
                float[] values = values(got, name);
                float[] stored = values(expected, name);
                if (e.ropeInterleaved() && name.matches(".*attn_[qk]\\.weight")) {
                    // Row 1 of each head rotates with row 0: it is row headWidth / 2 of the folder's.
                    int half = e.headWidth() / 2 * e.width();
                    assertArrayEquals(
                            Arrays.copyOfRange(values, half, half + e.width()),
                            Arrays.copyOfRange(stored, e.width(), 2 * e.width()));
                } else {
                    assertArrayEquals(stored, values, name);
                }
            }
        }
    }

    @Test
    void bothTokenizersGiveTheSameIdsAndBytes() {
        try (ModelFile gguf = ModelFiles.open(TinyModels.gguf(folder.resolve("gguf"), 1));
                ModelFile hub = ModelFiles.open(TinyModels.folder(folder.resolve("hub"), "qwen2", 1));
                Tokenizer expected = Tokenizer.of(gguf.tokenizer());
                Tokenizer got = Tokenizer.of(hub.tokenizer())) {
            for (String text : List.of("", "the def return", "<|im_start|>µ\n\n  x = 12", "🙂")) {
                assertArrayEquals(expected.encode(text, true), got.encode(text, true));
                assertArrayEquals(expected.encode(text, false), got.encode(text, false));
            }
            assertEquals(expected.size(), got.size());
            for (int id = 0; id < expected.size(); id++) {
                assertArrayEquals(expected.bytes(id), got.bytes(id));
                assertEquals(expected.endsAnswer(id), got.endsAnswer(id));
            }
        }
    }

    @Test
    void theChatTemplateMayLieInAFileOfItsOwn() throws IOException {
        TinyModels.folder(folder, "qwen2", 1);
        assertEquals(TinyModels.CHAT_TEMPLATE, chatTemplate());
        Json.writeFile(
                folder.resolve("tokenizer_config.json"),
                Map.of(
                        "chat_template",
                        List.of(Map.of("name", "tools", "template", "t"), Map.of("name", "default", "template", "d"))));
        assertEquals("d", chatTemplate());
        Files.writeString(folder.resolve("chat_template.jinja"), "own");
        assertEquals("own", chatTemplate());
    }

    private String chatTemplate() {
        try (ModelFile model = ModelFiles.open(folder)) {
            return Objects.requireNonNull(model.tokenizer().chatTemplate());
        }
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        assertRefused("config.json is missing");
        TinyFolder.write(folder, "qwen2", 2, 1);
        Files.delete(folder.resolve("model-1.safetensors"));
        assertRefused("model-1.safetensors is missing");
        Json.writeFile(
                folder.resolve("model.safetensors.index.json"), Map.of("weight_map", Map.of("x", "../x.safetensors")));
        assertRefused("../x.safetensors is missing");
        Files.delete(folder.resolve("model.safetensors.index.json"));
        Files.delete(folder.resolve("model-0.safetensors"));
        assertRefused("holds no .safetensors file");
    }

    @Test
    void whatWeDoNotRunIsRefusedByName() {
        TinyModels.folder(folder, "qwen2", 1);
        assertRefusedWith("model_type", "mamba", "'mamba' (known: llama, qwen2)");
        assertRefusedWith("rope_scaling", Map.of("rope_type", "llama3", "factor", 8), "rotary embedding (llama3)");
        assertRefusedWith("hidden_act", "gelu", "'gelu' (known: silu)");
        assertRefusedWith("use_sliding_window", true, "sliding window");
        assertRefusedWith("quantization_config", Map.of("bits", 4), "quantised in a way of their own");
        assertRefusedWith("num_hidden_layers", 3, "blk.2.attn_norm.weight is missing");
        assertRefusedWith("hidden_size", "wide", "hidden_size in 1..");
        assertRefusedWith("vocab_size", 7, "token_embd.weight has shape");
    }

    @Test
    void damagedWeightsAreRefused() throws IOException {
        TinyModels.folder(folder, "qwen2", 1);
        byte[] sound = Files.readAllBytes(folder.resolve("model.safetensors"));
        Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(sound, sound.length - 100));
        assertRefused("is cut off: tensor model.layers.1.mlp.down_proj.weight");
        Files.write(folder.resolve("model.safetensors"), new byte[5]);
        assertRefused("ends within its header");
        Random random = new Random(3);
        for (int n = 0; n < 300; n++) {
            byte[] damaged = sound.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(2000)] = (byte) random.nextInt(256);
            }
            Files.write(folder.resolve("model.safetensors"), damaged);
            try (ModelFile model = ModelFiles.open(folder)) {
                assertEquals(TinyModels.LAYERS, model.config().layers());
            } catch (GpiotException e) {
                assertEquals(GpiotException.Category.USER, e.category());
            }
        }
    }

    private void assertRefusedWith(String key, Object value, String part) {
        Map<String, Object> config = TinyFolder.config("qwen2");
        config.put(key, value);
        Json.writeFile(folder.resolve("config.json"), config);
        assertRefused(part);
    }

    private void assertRefused(String part) {
        GpiotException e = assertThrows(GpiotException.class, () -> ModelFiles.open(folder));
        assertEquals(GpiotException.Category.USER, e.category());
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    private static float[] values(ModelFile model, String name) {
        StoredTensor tensor = Objects.requireNonNull(model.tensors().get(name), name);
        FloatBuffer out = FloatBuffer.allocate((int) tensor.elements());
        Dequantizer.toFloat(tensor, 0, tensor.rows(), out);
        return out.array();
    }
}
