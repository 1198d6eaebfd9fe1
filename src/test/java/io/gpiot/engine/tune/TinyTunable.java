package io.gpiot.engine.tune;

import io.gpiot.base.Progress;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.Target;
import io.gpiot.engine.model.Tensors;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tunable models over made weights, and what tests do to them. */
final class TinyTunable {

    static final int[][] ROWS = {tokens(23, 1), tokens(9, 2), tokens(14, 3)};
    static final int[] STARTS = {11, 3, 13};
    static final int[] MIXED = {1, 2, 1};

    private TinyTunable() {}

    static TunableModel open(Path base, AdapterSettings settings, ScalarType type, boolean checkpointing) {
        return TunableModel.open(base, settings, type, checkpointing, 31, Progress.NONE);
    }

    static AdapterSettings pect(double dropout, double lambda, double gamma) {
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

    static void step(TunableModel model, int seed, double rate) {
        try (PointerScope scope = new PointerScope()) {
            model.loss(ROWS, STARTS, MIXED, seed, true).backward();
            withoutGradients(() -> model.parameters().values().forEach(parameter -> {
                Tensor gradient = new Tensor(parameter.grad());
                parameter.sub_(gradient, new Scalar(rate));
                gradient.zero_();
            }));
        }
    }

    static void randomise(TunableModel model, long seed) {
        Random random = new Random(seed);
        withoutGradients(() -> model.parameters().values().forEach(parameter -> {
            float[] values = new float[(int) parameter.numel()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.1 * random.nextGaussian());
            }
            parameter.copy_(Tensors.floats(values, parameter.size(0), parameter.size(1)));
        }));
    }

    static void set(TunableModel model, Predicate<String> which, double value) {
        withoutGradients(() -> model.parameters().forEach((name, parameter) -> {
            if (which.test(name)) {
                parameter.fill_(new Scalar(value));
            }
        }));
    }

    static void withoutGradients(Runnable work) {
        GradMode.set_enabled(false);
        try {
            work.run();
        } finally {
            GradMode.set_enabled(true);
        }
    }

    static int[] tokens(int count, long seed) {
        return new Random(seed).ints(count, 0, 250).toArray();
    }
}
