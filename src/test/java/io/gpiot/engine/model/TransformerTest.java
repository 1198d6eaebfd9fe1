package io.gpiot.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerTest {

    @TempDir
    Path folder;

    @BeforeEach
    void withoutGradients() {
        GradMode.set_enabled(false);
    }

    @AfterEach
    void asItWas() {
        GradMode.set_enabled(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "llama"})
    void stepEqualsTheNaiveForwardPass(String architecture) {
        try (ModelFile file = ModelFiles.open(TinyModels.gguf(folder, architecture, TensorType.F32, 1));
                Transformer transformer = load(file, ScalarType.Float)) {
            int[] tokens = tokens(file, 20, 7);
            float[] expected = new NaiveTransformer(file).logits(tokens);
            for (int split : new int[] {0, 1, 5, 19}) {
                assertClose(expected, logits(transformer, tokens, split), 1e-4f);
            }
        }
    }

    @Test
    void chunkedPrefillEqualsPrefillAtOnce() {
        try (ModelFile file = ModelFiles.open(TinyModels.gguf(folder, "qwen2", TensorType.F32, 2));
                Transformer transformer = load(file, ScalarType.Float);
                KeyValueCache cache = transformer.newCache()) {
            int[] tokens = tokens(file, 30, 8);
            cache.reserve(1, 30);
            transformer.prefill(cache, 0, 0, Arrays.copyOf(tokens, 11));
            transformer.prefill(cache, 0, 11, Arrays.copyOfRange(tokens, 11, 29));
            assertClose(logits(transformer, tokens, 29), step(transformer, cache, tokens, 29), 1e-4f);
        }
    }

    @Test
    void rowsOfDifferentLengthsDoNotSeeEachOther() {
        try (ModelFile file = ModelFiles.open(TinyModels.gguf(folder, "qwen2", TensorType.F32, 3));
                Transformer transformer = load(file, ScalarType.Float);
                KeyValueCache cache = transformer.newCache();
                PointerScope scope = new PointerScope()) {
            int[][] rows = {tokens(file, 9, 1), tokens(file, 17, 2), tokens(file, 4, 3)};
            cache.reserve(rows.length, 17);
            int[] last = new int[rows.length];
            int[] lengths = new int[rows.length];
            for (int row = 0; row < rows.length; row++) {
                lengths[row] = rows[row].length - 1;
                last[row] = rows[row][lengths[row]];
                transformer.prefill(cache, row, 0, Arrays.copyOf(rows[row], lengths[row]));
            }
            float[] together = Tensors.toFloats(transformer.step(cache, last, lengths));
            int vocabulary = together.length / rows.length;
            for (int row = 0; row < rows.length; row++) {
                float[] alone = logits(transformer, rows[row], rows[row].length - 1);
                assertClose(alone, Arrays.copyOfRange(together, row * vocabulary, (row + 1) * vocabulary), 1e-4f);
            }
        }
    }

    @Test
    void cacheKeepsWhatItHoldsWhileItGrowsCopiesAndSwaps() {
        try (ModelFile file = ModelFiles.open(TinyModels.gguf(folder, "llama", TensorType.F32, 4));
                Transformer transformer = load(file, ScalarType.Float);
                KeyValueCache cache = transformer.newCache()) {
            int[] tokens = tokens(file, 12, 5);
            cache.reserve(1, 12);
            transformer.prefill(cache, 0, 0, Arrays.copyOf(tokens, 11));
            cache.reserve(4, 400);
            cache.copyPrefix(0, 3, 11);
            transformer.prefill(cache, 0, 0, tokens(file, 11, 6));
            cache.swap(0, 3, 11);
            assertClose(logits(transformer, tokens, 11), step(transformer, cache, tokens, 11), 1e-4f);
        }
    }

    @Test
    void tokensComputedAheadGiveWhatStepsGive() {
        try (ModelFile file = ModelFiles.open(TinyModels.gguf(folder, "qwen2", TensorType.F32, 4));
                Transformer transformer = load(file, ScalarType.Float);
                KeyValueCache cache = transformer.newCache();
                PointerScope scope = new PointerScope()) {
            int[] tokens = tokens(file, 16, 3);
            cache.reserve(1, 16);
            transformer.prefill(cache, 0, 0, Arrays.copyOf(tokens, 12));
            Tensor ahead = transformer.ahead(cache, 0, 12, Arrays.copyOfRange(tokens, 12, 16), 0, null);
            for (int i = 0; i < 4; i++) {
                float[] stepped = logits(transformer, Arrays.copyOf(tokens, 13 + i), 12);
                assertClose(stepped, Tensors.toFloats(ahead.select(0, i)), 1e-4f);
            }
        }
    }

    @Test
    void int8IsCloseAndBf16Closer() {
        try (ModelFile file = ModelFiles.open(TinyModels.gguf(folder, "qwen2", TensorType.F32, 5));
                Transformer precise = load(file, ScalarType.Float);
                Transformer half = load(file, ScalarType.BFloat16)) {
            int[] tokens = tokens(file, 10, 9);
            float[] expected = logits(precise, tokens, 9);
            double halfOff = correlation(expected, logits(half, tokens, 9));
            half.weights().products().forEach(product -> product.use(new Kernel(false, 1, 8, 1)));
            double integerOff = correlation(expected, logits(half, tokens, 9));
            assertTrue(halfOff > 0.999, "bf16 correlation " + halfOff);
            assertTrue(integerOff > 0.99, "int8 correlation " + integerOff);
        }
    }

    @Test
    void packedAndFilledUpProductsAreTheSame() {
        try (ModelFile file = ModelFiles.open(TinyModels.gguf(folder, "qwen2", TensorType.F32, 5));
                Transformer plain = load(file, ScalarType.BFloat16);
                Transformer packed = load(file, ScalarType.BFloat16)) {
            int[] tokens = tokens(file, 10, 9);
            float[] expected = logits(plain, tokens, 7);
            packed.weights().products().forEach(product -> product.use(new Kernel(true, 4, 0, 4)));
            double off = correlation(expected, logits(packed, tokens, 7));
            assertTrue(off > 0.9999, "correlation " + off);
        }
    }

    @Test
    void kernelChoiceIsRememberedInAFile() {
        try (ModelFile file = ModelFiles.open(TinyModels.gguf(folder, "qwen2", TensorType.F32, 6));
                Transformer first = load(file, ScalarType.BFloat16);
                Transformer second = load(file, ScalarType.BFloat16)) {
            new KernelTable(folder).choose(first.weights(), Progress.NONE);
            int[] measured = {0};
            new KernelTable(folder).choose(second.weights(), (label, total, unit) -> {
                measured[0]++;
                return Progress.NONE.start(label, total, unit);
            });
            assertEquals(0, measured[0]);
            assertEquals(
                    first.weights().products().stream().map(Linear::bytes).toList(),
                    second.weights().products().stream().map(Linear::bytes).toList());
        }
    }

    private static Transformer load(ModelFile file, ScalarType type) {
        return new Transformer(file.config(), new WeightLoader(file, type).load(Progress.NONE), 512, type);
    }

    /** The first {@code split} tokens are prefilled, the rest stepped. */
    private static float[] logits(Transformer transformer, int[] tokens, int split) {
        try (KeyValueCache cache = transformer.newCache()) {
            cache.reserve(1, tokens.length);
            transformer.prefill(cache, 0, 0, Arrays.copyOf(tokens, split));
            float[] logits = {};
            for (int at = split; at < tokens.length; at++) {
                logits = step(transformer, cache, tokens, at);
            }
            return logits;
        }
    }

    private static float[] step(Transformer transformer, KeyValueCache cache, int[] tokens, int at) {
        try (PointerScope scope = new PointerScope()) {
            return Tensors.toFloats(transformer.step(cache, new int[] {tokens[at]}, new int[] {at}));
        }
    }

    private static int[] tokens(ModelFile file, int count, long seed) {
        return new Random(seed).ints(count, 0, file.config().vocabularySize()).toArray();
    }

    private static void assertClose(float[] expected, float[] actual, float tolerance) {
        assertArrayEquals(expected, actual, tolerance);
    }

    private static double correlation(float[] one, float[] other) {
        double dot = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < one.length; i++) {
            dot += one[i] * other[i];
            first += one[i] * one[i];
            second += other[i] * other[i];
        }
        return dot / Math.sqrt(first * second);
    }
}
