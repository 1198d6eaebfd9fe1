package io.gpiot.engine.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {

    @TempDir
    Path folder;

    @Test
    void aWrittenModelIsReadBackEqual() {
        Path file = TinyModels.gguf(folder, 1);
        try (ModelFile model = ModelFiles.open(file)) {
            assertEquals(
                    new ModelConfig(
                            "qwen2",
                            2,
                            64,
                            4,
                            2,
                            16,
                            128,
                            TinyModels.tokens().size(),
                            2048,
                            1e-6f,
                            10000f,
                            false,
                            true),
                    model.config());
            TinyModels.weights("qwen2", 1).forEach((name, weight) -> {
                StoredTensor tensor = Objects.requireNonNull(model.tensors().get(name), name);
                assertArrayEquals(weight.shape(), tensor.shape());
                FloatBuffer out = FloatBuffer.allocate(weight.values().length);
                Dequantizer.toFloat(tensor, 0, tensor.rows(), out);
                assertArrayEquals(weight.values(), out.array());
            });
        }
    }

    @Test
    void theTokenizersMetadataComeThrough() {
        try (ModelFile model = ModelFiles.open(TinyModels.gguf(folder, 1))) {
            TokenizerSource.BytePairs source = (TokenizerSource.BytePairs) model.tokenizer();
            assertEquals("qwen2", source.preTokenizer());
            assertEquals(TinyModels.tokens(), source.tokens());
            assertEquals(TokenizerSource.Kind.CONTROL, source.kinds().getLast());
            assertEquals(List.of(TinyModels.tokens().size() - 1), source.endTokens());
            assertEquals(OptionalInt.empty(), source.beginToken());
            assertEquals(TinyModels.CHAT_TEMPLATE, source.chatTemplate());
        }
    }

    @Test
    void aFileOfThePythonWriterIsRead() throws Exception {
        Path file = Path.of(Objects.requireNonNull(getClass().getResource("/format/written-by-python.gguf"))
                .toURI());
        try (ModelFile model = ModelFiles.open(file)) {
            assertEquals(
                    new ModelConfig("llama", 1, 32, 2, 1, 16, 32, 9, 64, 1e-5f, 5000f, true, true), model.config());
            assertEquals(TensorType.Q8_0, tensor(model, "blk.0.attn_q.weight").type());
            assertEquals(11, model.tensors().size());
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertRefused(folder.resolve("none.gguf"), "does not exist");
    }

    @Test
    void aWrongMagicIsRefused() throws IOException {
        byte[] bytes = tiny().bytes();
        bytes[0] = 'X';
        assertRefused(bytes, "does not begin with GGUF's magic");
        assertRefused(new byte[0], "does not begin with GGUF's magic");
    }

    @Test
    void anUnknownVersionIsRefused() throws IOException {
        assertRefused(tiny().version(1).bytes(), "GGUF version 1 is unknown (known: 2, 3)");
        assertRefused(tiny().version(3 << 24).bytes(), "big-endian");
    }

    @Test
    void aCutOffFileIsRefusedWithTheTensorThatIsMissing() throws IOException {
        byte[] bytes = tiny().bytes();
        assertRefused(Arrays.copyOf(bytes, bytes.length - 600), "cut off: tensor blk.1.ffn_down.weight");
        assertRefused(Arrays.copyOf(bytes, 700), "ends within its header");
    }

    @Test
    void anUnknownArchitectureIsRefusedWithTheKnownOnes() throws IOException {
        assertRefused(tiny().put("general.architecture", "mamba").bytes(), "'mamba' (known: llama, qwen2)");
    }

    @Test
    void anUnknownQuantisationIsNamed() throws IOException {
        byte[] bytes = tiny().bytes();
        int at = indexOf(bytes, "token_embd.weight") + "token_embd.weight".length() + 4 + 16;
        bytes[at] = 10;
        assertRefused(bytes, "token_embd.weight is quantised as Q2_K");
    }

    @Test
    void missingAndImpossibleMetadataAreNamed() throws IOException {
        assertRefused(tiny().remove("qwen2.block_count").bytes(), "lack qwen2.block_count");
        assertRefused(tiny().put("qwen2.attention.head_count_kv", 3).bytes(), "4 heads cannot share 3 key heads");
        assertRefused(tiny().put("qwen2.context_length", "long").bytes(), "context_length must be a whole number");
        assertRefused(tiny().put("qwen2.rope.scaling.type", "yarn").bytes(), "scales its rotary embedding (yarn)");
    }

    @Test
    void aMissingOrMisshapenTensorIsNamed() throws IOException {
        assertRefused(tiny().removeTensor("blk.1.attn_k.bias").bytes(), "tensor blk.1.attn_k.bias is missing");
        assertRefused(
                tiny().put("qwen2.feed_forward_length", 96).bytes(),
                "blk.0.ffn_gate.weight has shape [128, 64] instead of [96, 64]");
    }

    @Test
    void anEnormousCountIsRefusedBeforeAnythingIsAllocated() throws IOException {
        byte[] bytes = tiny().bytes();
        Arrays.fill(bytes, 8, 15, (byte) 0xFF);
        assertRefused(bytes, "tensors, at most");
        byte[] arrays = tiny().bytes();
        int count = indexOf(arrays, "tokenizer.ggml.tokens") + "tokenizer.ggml.tokens".length() + 8;
        arrays[count + 3] = 1; // 16 million strings claimed in a file of a few hundred kilobytes
        assertRefused(arrays, "ends within its header");
    }

    @Test
    void anotherKindOfTokenizerIsRefusedOnlyWhereItIsAskedFor() throws IOException {
        Path file = Files.write(
                folder.resolve("m.gguf"),
                tiny().put("tokenizer.ggml.model", "llama").bytes());
        try (ModelFile model = ModelFiles.open(file)) {
            GpiotException e = assertThrows(GpiotException.class, model::tokenizer);
            assertTrue(e.getMessage().contains("'llama' (known: gpt2"), e.getMessage());
        }
    }

    private static GgufWriter tiny() {
        return TinyModels.writer("qwen2", TensorType.F32, 1);
    }

    private static StoredTensor tensor(ModelFile model, String name) {
        return Objects.requireNonNull(model.tensors().get(name), name);
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private void assertRefused(byte[] bytes, String part) throws IOException {
        assertRefused(Files.write(folder.resolve("bad.gguf"), bytes), part);
    }

    private static void assertRefused(Path file, String part) {
        GpiotException e = assertThrows(GpiotException.class, () -> ModelFiles.open(file));
        assertEquals(GpiotException.Category.USER, e.category());
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }
}
