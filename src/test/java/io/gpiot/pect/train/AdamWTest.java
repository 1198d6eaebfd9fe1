package io.gpiot.pect.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.model.Tensors;
import io.gpiot.pect.plan.Batch;
import io.gpiot.pect.plan.Step;
import io.gpiot.pect.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AdamWTest {

    /** The equations as they stand in the paper, in double precision. */
    private static double[] naive(double[] start, double[][] gradients, double rate, double decay) {
        double[] p = start.clone();
        double[] m = new double[p.length];
        double[] v = new double[p.length];
        for (int t = 1; t <= gradients.length; t++) {
            for (int i = 0; i < p.length; i++) {
                double g = gradients[t - 1][i];
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                double mHat = m[i] / (1 - Math.pow(0.9, t));
                double vHat = v[i] / (1 - Math.pow(0.999, t));
                p[i] = p[i] - rate * decay * p[i] - rate * mHat / (Math.sqrt(vHat) + 1e-8);
            }
        }
        return p;
    }

    @Test
    void itFollowsItsEquations() {
        double[][] gradients = {{1, -2, 0.001}, {0.5, 3, 0.002}, {-1, 0, -0.5}};
        SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = Tensors.floats(new float[] {1, 2, -3}, 3).clone();
            parameter.requires_grad_(true);
            parameters.put("p", parameter);
            try (AdamW optimiser = new AdamW(parameters, 0.1)) {
                for (double[] gradient : gradients) {
                    Gradients.clear(parameters);
                    float[] as = {(float) gradient[0], (float) gradient[1], (float) gradient[2]};
                    parameter.mul(Tensors.floats(as, 3)).sum().backward();
                    GradMode.set_enabled(false);
                    optimiser.step(0.01);
                    GradMode.set_enabled(true);
                }
            }
            double[] wanted = naive(new double[] {1, 2, -3}, gradients, 0.01, 0.1);
            float[] got = Tensors.toFloats(parameter.detach());
            for (int i = 0; i < 3; i++) {
                assertEquals(wanted[i], got[i], 1e-6);
            }
        }
    }

    @Test
    void aParameterWithoutAGradientStaysAsItIs() throws Exception {
        Recipe recipe = Tiny.recipe("steps: 1, weight_decay: 0.1", "");
        try (TinyLearner learner = new TinyLearner(1);
                AdamW optimiser = new AdamW(learner.parameters(), 0.1)) {
            float[] before = Tensors.toFloats(learner.parameters().get("in2").detach());
            new Stepper(learner, optimiser, recipe.training(), () -> false).learn(0, onPath(1), 0.1);
            assertArrayEquals(
                    before, Tensors.toFloats(learner.parameters().get("in2").detach()));
        }
    }

    private static Step onPath(int path) {
        return new Step(List.of(new Batch(Tiny.examples(40, 3).stream()
                .filter(example -> example.path() == path)
                .limit(3)
                .toList())));
    }

    @Test
    void batchesOfAStepWeighAsMuchAsTheirAnswerTokens() throws Exception {
        Recipe recipe = Tiny.recipe("steps: 1, clip: 0", "");
        List<io.gpiot.pect.data.Example> examples =
                onPath(1).batches().getFirst().examples();
        Step together = new Step(List.of(new Batch(examples)));
        Step apart =
                new Step(examples.stream().map(each -> new Batch(List.of(each))).toList());
        Map<String, float[]> one = updated(together, recipe);
        Map<String, float[]> other = updated(apart, recipe);
        one.forEach((name, values) -> assertArrayEquals(values, other.get(name), 1e-5f, name));
    }

    /** Parameters after one step of plain descent: AdamW would hide the gradients' scale. */
    private static Map<String, float[]> updated(Step step, Recipe recipe) throws Exception {
        Map<String, float[]> gradients = new TreeMap<>();
        try (NoDropout learner = new NoDropout(new TinyLearner(1));
                AdamW optimiser = new AdamW(learner.parameters(), 0)) {
            new Stepper(learner, optimiser, recipe.training(), () -> false).learn(0, step, 0);
            learner.parameters()
                    .forEach((name, tensor) -> gradients.put(name, Tensors.toFloats(optimiser.moments(name).first)));
        }
        return gradients;
    }

    private record NoDropout(TinyLearner learner) implements Learner {

        @Override
        public SequencedMap<String, Tensor> parameters() {
            return learner.parameters();
        }

        @Override
        public Tensor loss(int[][] rows, int[] starts, int[] paths, long dropoutSeed, boolean training) {
            return learner.loss(rows, starts, paths, dropoutSeed, false);
        }

        @Override
        public LanguageModel speaking() {
            return learner.speaking();
        }

        @Override
        public void close() {
            learner.close();
        }
    }

    @Test
    void aLargeGradientIsClippedToTheNorm() throws Exception {
        Recipe recipe = Tiny.recipe("steps: 1, clip: 0.001", "");
        try (NoDropout learner = new NoDropout(new TinyLearner(1));
                AdamW optimiser = new AdamW(learner.parameters(), 0)) {
            StepResult result = new Stepper(learner, optimiser, recipe.training(), () -> false).learn(0, onPath(2), 0);
            double squares = 0;
            for (String name : learner.parameters().keySet()) {
                try (PointerScope scope = new PointerScope()) {
                    double norm = optimiser
                            .moments(name)
                            .first
                            .mul(new Scalar(10))
                            .norm()
                            .item_double();
                    squares += norm * norm;
                }
            }
            assertEquals(0.001, Math.sqrt(squares), 1e-8);
            assertEquals(true, result.gradientNorm() > 0.001);
        }
    }
}
