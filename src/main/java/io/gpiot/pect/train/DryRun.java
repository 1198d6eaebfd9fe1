package io.gpiot.pect.train;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.pect.plan.Batch;
import io.gpiot.pect.plan.Curriculum;
import io.gpiot.pect.plan.Step;
import io.gpiot.pect.recipe.Recipe;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Some steps that are thrown away, to learn how fast a tuning will be and how much memory it takes. */
public final class DryRun {

    public static final int STEPS = 20;

    /**
     * What was seen.
     *
     * @param tokensPerSecond over all steps but the first, which warms up
     * @param peakMemory in bytes; 0 where the system does not say
     */
    public record Report(int steps, double tokensPerSecond, long peakMemory, double firstLoss, double lastLoss) {}

    private DryRun() {}

    /**
     * @param largest the batch that needs most memory: it is computed first
     * @param steps two or more; {@link #STEPS} are usual
     * @param stop asks for an end after the batch under way
     * @throws GpiotException USER where a loss is no number, or an end was asked for
     */
    public static Report run(
            Learner learner,
            Curriculum curriculum,
            Batch largest,
            Recipe.Training settings,
            int steps,
            BooleanSupplier stop,
            Progress progress) {
        try (AdamW optimiser = new AdamW(learner.parameters(), settings.weightDecay());
                Progress.Task task = progress.start("dry run", steps, "steps")) {
            Stepper stepper = new Stepper(learner, optimiser, settings, stop);
            StepResult first = learn(stepper, -1, new Step(List.of(largest)), 0);
            StepResult last = first;
            long tokens = 0;
            long began = System.nanoTime();
            for (int step = 0; step < steps; step++) {
                last = learn(stepper, step, curriculum.step(step), settings.learningRate());
                if (step == 0) {
                    first = last;
                    began = System.nanoTime();
                } else {
                    tokens += last.tokens();
                }
                task.at(step + 1);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Report(steps, tokens / seconds, PeakMemory.bytes(), first.loss(), last.loss());
        }
    }

    private static StepResult learn(Stepper stepper, long number, Step step, double rate) {
        try {
            return stepper.learn(number, step, rate);
        } catch (Stepper.StoppedException e) {
            throw GpiotException.user("the dry run was stopped");
        } catch (Stepper.NotFiniteException e) {
            throw e.at(number, "lower training.learning_rate or set training.clip");
        }
    }
}
