package io.gpiot.engine.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.model.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same numbers as an implementation of the equations in PyTorch that shares nothing with ours. */
class GoldenTest {

    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(
            strings = {"pect", "pect-uneven", "pect-without-projections", "pect-without-shared", "lora-everywhere"})
    void logitsAndLossEqualPytorchs(String name) {
        Golden golden = Golden.read(name);
        try (TunableModel model = golden.model(ScalarType.Float, false);
                PointerScope scope = new PointerScope()) {
            for (int i = 0; i < golden.samples().size(); i++) {
                Golden.Sample sample = golden.samples().get(i);
                Tensor logits = model.logits(
                        new int[][] {sample.tokens()}, new int[] {sample.answerStart()}, new int[] {sample.path()});
                assertClose(golden.tensor("logits." + i), logits, "logits of sample " + i);
            }
            double loss = Golden.loss(model, golden.samples(), false).item_double();
            assertEquals(golden.loss(), loss, TOLERANCE * golden.loss());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pect", "pect-uneven", "pect-without-projections", "pect-without-shared", "lora-everywhere"})
    void gradientsEqualPytorchs(String name) {
        Golden golden = Golden.read(name);
        for (boolean checkpointing : new boolean[] {false, true}) {
            try (TunableModel model = golden.model(ScalarType.Float, checkpointing);
                    PointerScope scope = new PointerScope()) {
                Golden.loss(model, golden.samples(), true).backward();
                model.parameters()
                        .forEach((parameter, tensor) -> assertClose(
                                golden.tensor("gradient." + parameter), new Tensor(tensor.grad()), parameter));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pect", "pect-uneven", "pect-without-projections", "pect-without-shared", "lora-everywhere"})
    void lossesOfFiftyStepsEqualPytorchs(String name) {
        Golden golden = Golden.read(name);
        try (TunableModel model = golden.model(ScalarType.Float, false);
                PointerScope scope = new PointerScope()) {
            AdamWOptions options = new AdamWOptions(1e-3);
            options.weight_decay().put(0.01);
            AdamW optimiser =
                    new AdamW(new TensorVector(model.parameters().values().toArray(Tensor[]::new)), options);
            for (int step = 0; step < golden.curve().length; step++) {
                try (PointerScope inner = new PointerScope()) {
                    optimiser.zero_grad();
                    Tensor loss = Golden.loss(model, chosen(golden.samples(), step), true);
                    assertEquals(
                            golden.curve()[step], loss.item_double(), TOLERANCE * golden.curve()[step], "step " + step);
                    loss.backward();
                    optimiser.step();
                }
            }
        }
    }

    /** One path's data, the other's, both. */
    private static List<Golden.Sample> chosen(List<Golden.Sample> samples, int step) {
        if (step % 3 == 2) {
            return samples;
        }
        List<Golden.Sample> chosen = new ArrayList<>();
        for (int i = step % 3; i < samples.size(); i += 2) {
            chosen.add(samples.get(i));
        }
        return chosen;
    }

    /** The difference's norm against the expected one's. */
    private static void assertClose(Tensor expected, Tensor actual, String what) {
        float[] one = Tensors.toFloats(expected);
        float[] other = Tensors.toFloats(actual);
        assertEquals(one.length, other.length, what);
        double off = 0;
        double size = 0;
        for (int i = 0; i < one.length; i++) {
            off += Math.pow(one[i] - other[i], 2);
            size += Math.pow(one[i], 2);
        }
        assertTrue(Math.sqrt(off) <= TOLERANCE * Math.sqrt(size), what + " is off by " + Math.sqrt(off / size));
    }
}
