package io.gpiot.engine.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.InferenceWeights;
import io.gpiot.engine.adapter.Target;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Linear;
import io.gpiot.engine.model.Streams;
import io.gpiot.engine.model.Tensors;
import io.gpiot.engine.model.Transformer;
import io.gpiot.engine.model.WeightLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunableModelTest {

    private static final int[][] ROWS = {tokens(23, 1), tokens(9, 2), tokens(14, 3)};
    private static final int[] STARTS = {11, 3, 13};
    private static final int[] MIXED = {1, 2, 1};

    @TempDir
    Path folder;

    private Path base;

    @BeforeEach
    void makeBase() {
        base = TinyModels.gguf(folder, "llama", TensorType.F32, 21);
        GradMode.set_enabled(true);
    }

    @AfterEach
    void restore() {
        GradMode.set_enabled(true);
    }

    @Test
    void baseWeightsKeepEveryBit() {
        try (TunableModel model = open(pect(0.1, .5, .5), ScalarType.BFloat16, false);
                TunableModel fresh = open(pect(0.1, .5, .5), ScalarType.BFloat16, false)) {
            for (int step = 0; step < 3; step++) {
                step(model, step, 0.1);
            }
            List<Linear> tuned = products(model);
            List<Linear> untouched = products(fresh);
            for (int i = 0; i < tuned.size(); i++) {
                assertTrue(tuned.get(i).weight().equal(untouched.get(i).weight()));
                assertFalse(tuned.get(i).weight().requires_grad());
            }
            assertTrue(model.weights().outputNorm().equal(fresh.weights().outputNorm()));
        }
    }

    private static List<Linear> products(TunableModel model) {
        List<Linear> all = new ArrayList<>();
        model.weights().blocks().forEach(block -> {
            all.add(block.queryKeyValue());
            all.add(block.attentionOutput());
            all.add(block.gateUp());
            all.add(block.down());
        });
        all.add(model.weights().head());
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Float", "BFloat16"})
    void untrainedPectGivesTheBasesLogitsExactly(String type) {
        ScalarType scalarType = ScalarType.valueOf(type);
        AdapterSettings touchingLittle =
                new AdapterSettings(1, 1, 1, true, 0, EnumSet.of(Target.DOWN), .5, .5, false, false, 1);
        try (TunableModel pect = open(pect(0.1, .3, .8), scalarType, false);
                TunableModel plain = open(touchingLittle, scalarType, false)) {
            for (int path = 1; path <= 2; path++) {
                Tensor expected = plain.logits(ROWS, STARTS, new int[] {1, 1, 1});
                assertTrue(expected.equal(pect.logits(ROWS, STARTS, new int[] {path, path, path})));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "llama"})
    void untrainedLogitsAreTheEngines(String architecture) {
        base = TinyModels.gguf(folder, architecture, TensorType.F32, 22);
        try (TunableModel model = open(pect(0, .5, .5), ScalarType.Float, false);
                ModelFile file = ModelFiles.open(base);
                Transformer transformer = new Transformer(
                        file.config(),
                        new WeightLoader(file, ScalarType.Float).load(Progress.NONE),
                        512,
                        ScalarType.Float);
                KeyValueCache cache = transformer.newCache();
                PointerScope scope = new PointerScope()) {
            GradMode.set_enabled(false);
            int[] row = ROWS[0];
            cache.reserve(1, row.length);
            float[] tuned = Tensors.toFloats(model.logits(new int[][] {row}, new int[] {1}, new int[] {1}));
            transformer.prefill(cache, 0, 0, Arrays.copyOf(row, row.length - 2));
            float[] engine = Tensors.toFloats(
                    transformer.step(cache, new int[] {row[row.length - 2]}, new int[] {row.length - 2}));
            for (int i = 0; i < engine.length; i++) {
                assertEquals(engine[i], tuned[tuned.length - engine.length + i], 1e-4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void engineGivesTheTunedLogits(boolean plainLora) {
        AdapterSettings settings = plainLora
                ? new AdapterSettings(1, 4, 6, false, 0, EnumSet.allOf(Target.class), .5, .5, false, false, 1)
                : pect(0, .3, .8);
        try (TunableModel model = open(settings, ScalarType.Float, false);
                ModelFile file = ModelFiles.open(base);
                Transformer transformer = new Transformer(
                        file.config(),
                        new WeightLoader(file, ScalarType.Float).load(Progress.NONE),
                        512,
                        ScalarType.Float);
                PointerScope scope = new PointerScope()) {
            randomise(model, 13);
            transformer.use(InferenceWeights.of(model.parameters(), settings, file.config(), ScalarType.Float));
            GradMode.set_enabled(false);
            int[] row = ROWS[0];
            for (int path = 1; path <= settings.paths(); path++) {
                float[] tuned = Tensors.toFloats(model.logits(new int[][] {row}, new int[] {1}, new int[] {path}));
                for (int prefilled : new int[] {0, 9, row.length - 2}) {
                    float[] engine = engineLogits(transformer, row, path, settings.paths(), prefilled);
                    for (int i = 0; i < engine.length; i++) {
                        assertEquals(engine[i], tuned[tuned.length - engine.length + i], 1e-4);
                    }
                }
            }
        }
    }

    /** Logits after the last token but one; what is not prefilled is stepped, the answering path in slot 0. */
    private static float[] engineLogits(Transformer transformer, int[] row, int path, int pathCount, int prefilled) {
        try (KeyValueCache cache = transformer.newCache();
                PointerScope scope = new PointerScope()) {
            int[] paths = pathCount == 2 ? new int[] {path, 3 - path} : new int[] {path};
            Streams streams = new Streams(paths, pathCount == 2 ? new int[] {1, 0} : new int[] {-1}, new int[] {0});
            cache.reserve(paths.length, row.length);
            transformer.prefill(cache, 0, 0, Arrays.copyOf(row, prefilled), paths);
            float[] logits = {};
            for (int at = prefilled; at < row.length - 1; at++) {
                int[] tokens = new int[paths.length];
                int[] lengths = new int[paths.length];
                Arrays.fill(tokens, row[at]);
                Arrays.fill(lengths, at);
                logits = Tensors.toFloats(transformer.step(cache, tokens, lengths, streams));
            }
            return logits;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void dataOfOnePathLeavesTheOthersOwnParametersUntouched(int path) {
        try (TunableModel model = open(pect(0, .5, .5), ScalarType.Float, false)) {
            randomise(model, 5);
            Map<String, Double> sizes = gradientSizes(model, path, path, path);
            int other = 3 - path;
            sizes.forEach((name, size) -> {
                // projection i reads path i: the one that feeds this path is the other's
                boolean untouched = name.contains(".path" + other + ".") || name.contains("projection" + path);
                assertEquals(untouched, size == 0, name + " " + size);
            });
        }
    }

    @Test
    void lambdaAtItsLimitsTakesTheSharedLoraFromOnePath() {
        for (int path = 1; path <= 2; path++) {
            try (TunableModel without = open(pect(0, path == 1 ? 0 : 1, .5), ScalarType.Float, false);
                    TunableModel with = open(pect(0, path == 1 ? 1 : 0, .5), ScalarType.Float, false)) {
                int[] paths = {path, path, path};
                for (TunableModel model : List.of(without, with)) {
                    randomise(model, 6);
                    // the other path may use the shared LoRA: keep it away
                    set(model, name -> name.contains("projection"), 0);
                }
                Tensor off = without.logits(ROWS, STARTS, paths);
                Tensor on = with.logits(ROWS, STARTS, paths);
                assertFalse(on.equal(off));
                set(without, name -> name.contains("shared"), 0);
                set(with, name -> name.contains("shared"), 0);
                assertTrue(off.equal(without.logits(ROWS, STARTS, paths)));
                assertTrue(off.equal(with.logits(ROWS, STARTS, paths)));
            }
        }
    }

    @Test
    void gammaAtItsLimitsCutsOneDirection() {
        for (int path = 1; path <= 2; path++) {
            double cut = path == 1 ? 0 : 1;
            try (TunableModel without = open(pect(0, .5, cut), ScalarType.Float, false);
                    TunableModel with = open(pect(0, .5, 1 - cut), ScalarType.Float, false)) {
                int[] paths = {path, path, path};
                randomise(without, 7);
                randomise(with, 7);
                Tensor off = without.logits(ROWS, STARTS, paths);
                assertFalse(with.logits(ROWS, STARTS, paths).equal(off));
                set(with, name -> name.contains("projection"), 0);
                assertTrue(with.logits(ROWS, STARTS, paths).equal(off));
            }
        }
    }

    @Test
    void twoPathsThatShareNothingAreTwoPlainLoras() {
        AdapterSettings two = new AdapterSettings(
                2, 4, 4, true, 0, EnumSet.of(Target.QUERY, Target.KEY, Target.VALUE), .5, .5, false, false, 1);
        try (TunableModel pair = open(two, ScalarType.Float, false);
                TunableModel single = open(two.withPaths(1), ScalarType.Float, false)) {
            randomise(pair, 8);
            for (int path = 1; path <= 2; path++) {
                copyPath(pair, path, single);
                assertTrue(single.logits(ROWS, STARTS, new int[] {1, 1, 1})
                        .equal(pair.logits(ROWS, STARTS, new int[] {path, path, path})));
            }
        }
    }

    private static void copyPath(TunableModel from, int path, TunableModel to) {
        withoutGradients(() -> to.parameters().forEach((name, tensor) -> {
            String matrix = name.replace("lora_A", "lora_A.path" + path).replace("lora_B", "lora_B.path" + path);
            tensor.copy_(from.parameters().get(matrix));
        }));
    }

    @Test
    void samplesOfOneCallDoNotSeeEachOther() {
        try (TunableModel model = open(pect(0, .4, .7), ScalarType.Float, false);
                PointerScope scope = new PointerScope()) {
            randomise(model, 9);
            double sum = 0;
            int answers = 0;
            for (int i = 0; i < ROWS.length; i++) {
                int count = ROWS[i].length - STARTS[i];
                sum += count
                        * model.loss(new int[][] {ROWS[i]}, new int[] {STARTS[i]}, new int[] {MIXED[i]}, 0, false)
                                .item_double();
                answers += count;
            }
            assertEquals(
                    sum / answers, model.loss(ROWS, STARTS, MIXED, 0, false).item_double(), 1e-5);
        }
    }

    @Test
    void checkpointedGradientsAreTheSameWithDropout() {
        AdapterSettings settings = pect(0.2, .4, .7);
        try (TunableModel kept = open(settings, ScalarType.Float, false);
                TunableModel recomputed = open(settings, ScalarType.Float, true);
                PointerScope scope = new PointerScope()) {
            randomise(kept, 10);
            randomise(recomputed, 10);
            Tensor one = kept.loss(ROWS, STARTS, MIXED, 77, true);
            Tensor other = recomputed.loss(ROWS, STARTS, MIXED, 77, true);
            assertEquals(one.item_double(), other.item_double());
            one.mul(new Scalar(0.5)).backward();
            other.mul(new Scalar(0.5)).backward();
            kept.parameters().forEach((name, tensor) -> {
                Tensor expected = new Tensor(tensor.grad());
                Tensor actual = new Tensor(recomputed.parameters().get(name).grad());
                assertTrue(expected.allclose(actual, 1e-6, 1e-9, false), name);
            });
        }
    }

    @Test
    void sameDropoutSeedGivesTheSameLossToTheBitAndAnotherSeedAnother() {
        try (TunableModel model = open(pect(0.3, .5, .5), ScalarType.Float, false);
                PointerScope scope = new PointerScope()) {
            randomise(model, 11);
            double one = model.loss(ROWS, STARTS, MIXED, 1, true).item_double();
            assertEquals(one, model.loss(ROWS, STARTS, MIXED, 1, true).item_double());
            assertNotEquals(one, model.loss(ROWS, STARTS, MIXED, 2, true).item_double());
            double without = model.loss(ROWS, STARTS, MIXED, 1, false).item_double();
            assertEquals(without, model.loss(ROWS, STARTS, MIXED, 2, false).item_double());
        }
    }

    @Test
    void valueWithoutTrainingHasNoGraph() {
        try (TunableModel model = open(pect(0.1, .5, .5), ScalarType.Float, false);
                PointerScope scope = new PointerScope()) {
            assertFalse(model.loss(ROWS, STARTS, MIXED, 1, false).requires_grad());
            assertTrue(model.loss(ROWS, STARTS, MIXED, 1, true).requires_grad());
        }
    }

    @Test
    void baseIsKnownByItsHash() {
        try (TunableModel model = open(pect(0, .5, .5), ScalarType.Float, false)) {
            assertEquals(Sha256.of(base, Progress.NONE), model.baseSha256());
        }
    }

    @Test
    void sampleBeyondTheContextIsRefusedWithItsLength() {
        try (TunableModel model = open(pect(0, .5, .5), ScalarType.Float, false)) {
            GpiotException refused = assertThrows(
                    GpiotException.class,
                    () -> model.loss(new int[][] {tokens(2100, 1)}, new int[] {5}, new int[] {1}, 0, false));
            assertEquals(GpiotException.Category.USER, refused.category());
            assertTrue(refused.getMessage().contains("2100")
                    && refused.getMessage().contains("2048"));
        }
    }

    private TunableModel open(AdapterSettings settings, ScalarType type, boolean checkpointing) {
        return TunableModel.open(base, settings, type, checkpointing, 31, Progress.NONE);
    }

    private static AdapterSettings pect(double dropout, double lambda, double gamma) {
        return new AdapterSettings(
                2,
                4,
                4,
                true,
                dropout,
                EnumSet.of(Target.QUERY, Target.KEY, Target.VALUE),
                lambda,
                gamma,
                true,
                true,
                6);
    }

    private static void step(TunableModel model, int seed, double rate) {
        try (PointerScope scope = new PointerScope()) {
            model.loss(ROWS, STARTS, MIXED, seed, true).backward();
            withoutGradients(() -> model.parameters().values().forEach(parameter -> {
                Tensor gradient = new Tensor(parameter.grad());
                parameter.sub_(gradient, new Scalar(rate));
                gradient.zero_();
            }));
        }
    }

    private static Map<String, Double> gradientSizes(TunableModel model, int... paths) {
        try (PointerScope scope = new PointerScope()) {
            model.loss(ROWS, STARTS, paths, 0, true).backward();
            Map<String, Double> sizes = new LinkedHashMap<>();
            model.parameters().forEach((name, parameter) -> {
                Tensor gradient = new Tensor(parameter.grad());
                sizes.put(name, gradient.defined() ? gradient.norm().item_double() : 0);
            });
            return sizes;
        }
    }

    private static void randomise(TunableModel model, long seed) {
        Random random = new Random(seed);
        withoutGradients(() -> model.parameters().values().forEach(parameter -> {
            float[] values = new float[(int) parameter.numel()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.1 * random.nextGaussian());
            }
            parameter.copy_(Tensors.floats(values, parameter.size(0), parameter.size(1)));
        }));
    }

    private static void set(TunableModel model, Predicate<String> which, double value) {
        withoutGradients(() -> model.parameters().forEach((name, parameter) -> {
            if (which.test(name)) {
                parameter.fill_(new Scalar(value));
            }
        }));
    }

    private static void withoutGradients(Runnable work) {
        GradMode.set_enabled(false);
        try {
            work.run();
        } finally {
            GradMode.set_enabled(true);
        }
    }

    private static int[] tokens(int count, long seed) {
        return new Random(seed).ints(count, 0, 250).toArray();
    }
}
