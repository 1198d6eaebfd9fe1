package io.gpiot.engine.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.adapter.AdapterSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gradients against finite differences in double precision. What the other path carries over is a constant to the
 * gradient, but a difference moves it: so coupled paths are compared where nothing comes back (the last block; or
 * everywhere, with the other path cut off from this one), and GoldenTest has the rest.
 */
class GradientTest {

    private static final double STEP = 1e-5;

    @ParameterizedTest
    @CsvSource({"lora-everywhere, false", "pect-without-projections, false", "pect-without-projections, true"})
    void gradientsEqualDifferences(String name, boolean checkpointing) {
        Golden golden = Golden.read(name);
        check(golden, golden.settings(), golden.samples().subList(0, 2), checkpointing, parameter -> true);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true"})
    void gradientsOfAPathThatOnlyListensEqualDifferences(int path, boolean checkpointing) {
        Golden golden = Golden.read("pect");
        AdapterSettings s = golden.settings();
        AdapterSettings listening = new AdapterSettings(
                2, s.rank(), s.alpha(), s.rsLora(), 0, s.targets(), .3, path == 1 ? 1 : 0, true, true, s.bottleneck());
        List<Golden.Sample> own = golden.samples().stream()
                .filter(sample -> sample.path() == path)
                .toList();
        // a shared LoRA acts on the other path too, and a difference would see that
        check(
                golden,
                listening,
                own,
                checkpointing,
                parameter -> !parameter.contains(".shared.") && !parameter.contains(".path" + (3 - path) + "."));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void gradientsOfTheLastBlockEqualDifferences(boolean checkpointing) {
        Golden golden = Golden.read("pect-uneven");
        // the other path's state in the last block still depends on its LoRAs there
        check(
                golden,
                golden.settings(),
                golden.samples().subList(0, 1),
                checkpointing,
                parameter -> parameter.contains("layers.2.")
                        && (parameter.contains("projection") || parameter.contains(".path1.")));
    }

    private static void check(
            Golden golden,
            AdapterSettings settings,
            List<Golden.Sample> samples,
            boolean checkpointing,
            Predicate<String> which) {
        try (TunableModel model = golden.model(settings, ScalarType.Double, checkpointing);
                PointerScope scope = new PointerScope()) {
            Golden.loss(model, samples, true).backward();
            int compared = 0;
            for (Map.Entry<String, Tensor> entry : model.parameters().entrySet()) {
                if (!which.test(entry.getKey())) {
                    continue;
                }
                Tensor parameter = entry.getValue();
                Tensor gradient = new Tensor(parameter.grad());
                DoublePointer values = new DoublePointer(parameter.data_ptr());
                long count = parameter.numel();
                for (long at = 0; at < count; at += 1 + count / 2) {
                    double expected = difference(model, samples, values, at);
                    double actual = gradient.defined() ? new DoublePointer(gradient.data_ptr()).get(at) : 0;
                    assertEquals(expected, actual, 1e-7 + 1e-5 * Math.abs(expected), entry.getKey() + " at " + at);
                    compared += expected != 0 ? 1 : 0;
                }
            }
            assertTrue(compared > 5, "compared " + compared);
        }
    }

    private static double difference(TunableModel model, List<Golden.Sample> samples, DoublePointer values, long at) {
        try (PointerScope scope = new PointerScope()) {
            double value = values.get(at);
            values.put(at, value + STEP);
            double above = Golden.loss(model, samples, false).item_double();
            values.put(at, value - STEP);
            double below = Golden.loss(model, samples, false).item_double();
            values.put(at, value);
            return (above - below) / (2 * STEP);
        }
    }
}
