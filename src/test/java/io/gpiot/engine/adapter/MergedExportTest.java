package io.gpiot.engine.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.format.StoredTensor;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Streams;
import io.gpiot.engine.model.Tensors;
import io.gpiot.engine.model.Transformer;
import io.gpiot.engine.model.WeightLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergedExportTest {

    private static final AdapterSettings LORA =
            new AdapterSettings(1, 4, 6, true, 0, EnumSet.allOf(Target.class), .5, .5, false, false, 1);
    private static final int[] TOKENS = new Random(4).ints(15, 0, 250).toArray();

    @TempDir
    Path folder;

    @BeforeEach
    void withoutGradients() {
        GradMode.set_enabled(false);
    }

    @AfterEach
    void restore() {
        GradMode.set_enabled(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "llama"})
    void mergedFilesGiveTheAdaptersLogits(String architecture) {
        Path base = TinyModels.gguf(folder.resolve("base"), architecture, TensorType.F32, 3);
        Adapter adapter = adapter(LORA, base);
        Path gguf = folder.resolve("merged.gguf");
        Path safetensors = folder.resolve("merged");
        MergedExport.gguf(base, adapter, gguf);
        MergedExport.safetensors(base, adapter, safetensors);
        float[] expected = logits(base, adapter);
        float[] without = logits(base, null);
        assertTrue(distance(expected, without) > 0.1, "the adapter does nothing");
        assertTrue(distance(expected, logits(gguf, null)) < 5e-3);
        assertTrue(distance(expected, logits(safetensors, null)) < 5e-3);
        try (ModelFile merged = ModelFiles.open(gguf);
                ModelFile file = ModelFiles.open(base)) {
            assertEquals(file.config(), merged.config());
            assertEquals(file.tokenizer(), merged.tokenizer());
        }
    }

    @Test
    void mergedMatrixIsTheBasesPlusScaleTimesBTimesA() {
        Path base = TinyModels.gguf(folder.resolve("base"), "qwen2", TensorType.Q8_0, 3);
        Adapter adapter = adapter(LORA, base);
        try (ModelFile file = ModelFiles.open(base);
                PointerScope scope = new PointerScope()) {
            StoredTensor stored = file.tensors().get("blk.1.ffn_up.weight");
            float[] merged = new MergedWeights(file, adapter).values(stored, false);
            float[] weight = Tensors.toFloats(WeightLoader.read(stored, ScalarType.Float));
            float[] a = floats(adapter, "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight");
            float[] b = floats(adapter, "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight");
            int columns = TinyModels.WIDTH;
            for (int at = 0; at < merged.length; at += 17) {
                double sum = weight[at];
                for (int rank = 0; rank < 4; rank++) {
                    sum += 3.0 * b[at / columns * 4 + rank] * a[rank * columns + at % columns];
                }
                assertEquals(sum, merged[at], 1e-5);
            }
        }
    }

    @Test
    void folderKeepsItsTokenizerAndConfiguration() {
        Path base = TinyModels.folder(folder.resolve("base"), "qwen2", 3);
        Adapter adapter = adapter(LORA, base);
        MergedExport.safetensors(base, adapter, folder.resolve("merged"));
        assertTrue(distance(logits(base, adapter), logits(folder.resolve("merged"), null)) < 5e-3);
        try (ModelFile merged = ModelFiles.open(folder.resolve("merged"));
                ModelFile file = ModelFiles.open(base)) {
            assertEquals(file.tokenizer(), merged.tokenizer());
        }
        assertRefused("needs the metadata", () -> MergedExport.gguf(base, adapter, folder.resolve("x.gguf")));
    }

    @Test
    void coupledPathsAreNotMerged() {
        Path base = TinyModels.gguf(folder.resolve("base"), "qwen2", TensorType.F32, 3);
        AdapterSettings pect = new AdapterSettings(
                2, 4, 4, true, 0, EnumSet.of(Target.QUERY, Target.KEY, Target.VALUE), .5, .5, true, true, 4);
        Adapter adapter = adapter(pect, base);
        assertRefused("has two paths", () -> MergedExport.gguf(base, adapter, folder.resolve("x.gguf")));
    }

    private Adapter adapter(AdapterSettings settings, Path base) {
        Path at = folder.resolve("adapter");
        AdapterFile.write(at, settings, "tiny", "0", TinyAdapters.random(settings, base, 5));
        return AdapterFile.read(at);
    }

    private static float[] floats(Adapter adapter, String name) {
        return Tensors.toFloats(WeightLoader.read(adapter.tensors().get(name), ScalarType.Float));
    }

    /** Logits after the last token. */
    private static float[] logits(Path model, Adapter adapter) {
        try (ModelFile file = ModelFiles.open(model);
                Transformer transformer = new Transformer(
                        file.config(),
                        new WeightLoader(file, ScalarType.Float).load(Progress.NONE),
                        64,
                        ScalarType.Float);
                KeyValueCache cache = transformer.newCache();
                PointerScope scope = new PointerScope()) {
            int[] paths = {adapter == null ? 0 : 1};
            if (adapter != null) {
                transformer.use(adapter.ready(file.config(), ScalarType.Float));
            }
            int last = TOKENS.length - 1;
            cache.reserve(1, TOKENS.length);
            transformer.prefill(cache, 0, 0, Arrays.copyOf(TOKENS, last), paths, null);
            return Tensors.toFloats(transformer.step(
                    cache, new int[] {TOKENS[last]}, new int[] {last}, new Streams(paths, new int[] {-1}, new int[] {0
                    })));
        }
    }

    private static double distance(float[] one, float[] other) {
        double off = 0;
        double size = 0;
        for (int i = 0; i < one.length; i++) {
            off += Math.pow(one[i] - other[i], 2);
            size += Math.pow(one[i], 2);
        }
        return Math.sqrt(off / size);
    }

    private static void assertRefused(String part, Runnable work) {
        GpiotException refused = assertThrows(GpiotException.class, work::run);
        assertEquals(GpiotException.Category.USER, refused.category());
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }
}
