package io.gpiot.engine.tune;

import static io.gpiot.engine.tune.TinyTunable.MIXED;
import static io.gpiot.engine.tune.TinyTunable.ROWS;
import static io.gpiot.engine.tune.TinyTunable.STARTS;
import static io.gpiot.engine.tune.TinyTunable.pect;
import static io.gpiot.engine.tune.TinyTunable.randomise;
import static io.gpiot.engine.tune.TinyTunable.step;
import static io.gpiot.engine.tune.TinyTunable.tokens;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import io.gpiot.engine.model.Linear;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every adapter: the frozen base, dropout, recomputation, what is refused. */
class TunableModelTest {

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
        return TinyTunable.open(base, settings, type, checkpointing);
    }
}
