package io.gpiot.engine.tune;

import static io.gpiot.engine.tune.TinyTunable.ROWS;
import static io.gpiot.engine.tune.TinyTunable.STARTS;
import static io.gpiot.engine.tune.TinyTunable.pect;
import static io.gpiot.engine.tune.TinyTunable.randomise;
import static io.gpiot.engine.tune.TinyTunable.set;
import static io.gpiot.engine.tune.TinyTunable.withoutGradients;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.Target;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** How two paths hang together, at the limits of what couples them. */
class CoupledPathsTest {

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

    private TunableModel open(AdapterSettings settings, ScalarType type, boolean checkpointing) {
        return TinyTunable.open(base, settings, type, checkpointing);
    }
}
