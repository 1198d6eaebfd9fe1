package io.gpiot.pect.train;

import io.gpiot.base.GpiotException;
import io.gpiot.pect.plan.Batch;
import io.gpiot.pect.plan.Mix;
import io.gpiot.pect.plan.Step;
import io.gpiot.pect.recipe.Recipe.Training;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** One update: gradients of all batches, weighted by their answer tokens; clipped; applied. */
final class Stepper {

    private final Learner learner;
    private final AdamW optimiser;
    private final Training settings;
    private final BooleanSupplier stop;

    /** @param stop is asked before each batch */
    Stepper(Learner learner, AdamW optimiser, Training settings, BooleanSupplier stop) {
        this.learner = learner;
        this.optimiser = optimiser;
        this.settings = settings;
        this.stop = stop;
    }

    /**
     * @param number of the step, from 0: with the seed it decides what is dropped out
     * @throws NotFiniteException before anything is updated
     * @throws StoppedException before anything is updated
     */
    StepResult learn(long number, Step step, double rate) throws NotFiniteException, StoppedException {
        Gradients.clear(learner.parameters());
        long all = step.answerTokens();
        double sum = 0;
        Map<Integer, double[]> byPath = new TreeMap<>();
        for (int i = 0; i < step.batches().size(); i++) {
            if (stop.getAsBoolean()) {
                throw new StoppedException();
            }
            Batch batch = step.batches().get(i);
            long own = batch.answerTokens();
            double loss = backward(batch, Mix.of(settings.seed(), number, i), (double) own / all);
            sum += loss * own;
            double[] path = byPath.computeIfAbsent(batch.path(), each -> new double[2]);
            path[0] += loss * own;
            path[1] += own;
        }
        double norm = Gradients.norm(learner.parameters());
        if (!Double.isFinite(norm)) {
            throw new NotFiniteException("the gradient");
        }
        update(norm, rate);
        Map<Integer, Double> lossByPath = new TreeMap<>();
        byPath.forEach((path, total) -> lossByPath.put(path, total[0] / total[1]));
        return new StepResult(sum / all, lossByPath, norm, step.tokens(), all);
    }

    private double backward(Batch batch, long dropoutSeed, double weight) throws NotFiniteException {
        try (PointerScope scope = new PointerScope()) {
            Tensor loss = learner.loss(batch.rows(), batch.answerStarts(), paths(batch), dropoutSeed, true);
            double value = loss.item_double();
            if (!Double.isFinite(value)) {
                throw new NotFiniteException("the loss");
            }
            loss.mul(new Scalar(weight)).backward();
            return value;
        }
    }

    private void update(double norm, double rate) {
        GradMode.set_enabled(false);
        try {
            if (settings.clip() > 0 && norm > settings.clip()) {
                Gradients.scale(learner.parameters(), settings.clip() / norm);
            }
            optimiser.step(rate);
            Gradients.clear(learner.parameters());
        } finally {
            GradMode.set_enabled(true);
        }
    }

    static int[] paths(Batch batch) {
        int[] paths = new int[batch.examples().size()];
        Arrays.fill(paths, batch.path());
        return paths;
    }

    /** Somebody asked for an end. */
    static final class StoppedException extends Exception {

        private static final long serialVersionUID = 1;
    }

    /** A loss or gradient that is infinite or no number. */
    static final class NotFiniteException extends Exception {

        private static final long serialVersionUID = 1;

        NotFiniteException(String what) {
            super(what);
        }

        GpiotException at(long step, String remedy) {
            return GpiotException.user(getMessage() + " is not a finite number at step " + (step + 1) + ": " + remedy);
        }
    }
}
