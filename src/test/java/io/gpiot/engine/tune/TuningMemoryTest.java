package io.gpiot.engine.tune;

import static io.gpiot.engine.tune.TinyTunable.MIXED;
import static io.gpiot.engine.tune.TinyTunable.pect;
import static io.gpiot.engine.tune.TinyTunable.tokens;
import static io.gpiot.engine.tune.TinyTunable.withoutGradients;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import io.gpiot.engine.model.Threads;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that a step allocates natively survives it: objects that Java holds are counted, what stays within the library, such as a
 * graph that was never freed, is weighed.
 */
class TuningMemoryTest {

    private static final int WARM_UP = 30;
    private static final int WINDOWS = 5;
    private static final int STEPS = 50;

    /** A block's input that stayed at each step would take 7 MB a window, a layer's attention weights more. */
    private static final long TOLERANCE = 4L << 20;

    /** One tensor that stayed at each step would be 50 a window. */
    private static final long OBJECTS = 10;

    private static final int[][] LONG = {tokens(280, 1), tokens(200, 2), tokens(120, 3)};
    private static final int[] ANSWERS = {200, 150, 100};

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
    @ValueSource(booleans = {false, true})
    void nothingStaysOverSomeHundredSteps(boolean checkpointing) {
        try (TunableModel model = open(pect(0.1, .5, .5), ScalarType.Float, checkpointing)) {
            Threads.use(1, ScalarType.BFloat16); // so small a model only loses time to threads
            for (int i = 0; i < WARM_UP; i++) {
                learn(model, i);
            }
            // a leak grows in every window; what else lives in this process may grow in some
            long least = Long.MAX_VALUE;
            long leastObjects = Long.MAX_VALUE;
            for (int window = 0; window < WINDOWS; window++) {
                long before = resident();
                long objects = Pointer.totalCount();
                for (int i = 0; i < STEPS; i++) {
                    learn(model, WARM_UP + window * STEPS + i);
                }
                least = Math.min(least, resident() - before);
                leastObjects = Math.min(leastObjects, Pointer.totalCount() - objects);
            }
            assertTrue(
                    leastObjects < OBJECTS,
                    "grew by " + leastObjects + " native objects or more in each " + STEPS + " steps");
            assertTrue(least < TOLERANCE, "grew by " + (least >> 20) + " MB or more in each " + STEPS + " steps");
        }
    }

    private static void learn(TunableModel model, int seed) {
        try (PointerScope scope = new PointerScope()) {
            model.loss(LONG, ANSWERS, MIXED, seed, true).backward();
            withoutGradients(() -> model.parameters().values().forEach(parameter -> {
                Tensor gradient = new Tensor(parameter.grad());
                parameter.sub_(gradient, new Scalar(0.01));
                gradient.zero_();
            }));
        }
    }

    private static long resident() {
        System.gc();
        return Pointer.physicalBytes();
    }

    private TunableModel open(AdapterSettings settings, ScalarType type, boolean checkpointing) {
        return TinyTunable.open(base, settings, type, checkpointing);
    }
}
