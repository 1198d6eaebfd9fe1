package io.gpiot.pect.train;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.pect.plan.Batch;
import io.gpiot.pect.plan.Curriculum;
import io.gpiot.pect.plan.Schedule;
import io.gpiot.pect.recipe.Recipe;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The loop: learn, write down, evaluate, keep the best, checkpoint. Everything that a step does follows from the recipe, the
 * step's number and what a checkpoint holds, so that a tuning that was killed goes on bit for bit as it would have.
 */
public final class Trainer {

    /**
     * What is tuned, on what.
     *
     * @param development batches to measure on; may be empty
     * @param threads that compute
     * @param stop asks for an end after the batch under way
     */
    public record Parts(
            Learner learner,
            Curriculum curriculum,
            List<Batch> development,
            TaskMetrics metrics,
            AdapterWriter adapters,
            int threads,
            BooleanSupplier stop) {

        public Parts {
            development = List.copyOf(development);
        }

        /** Whether there is anything to measure. */
        boolean evaluates() {
            return !development.isEmpty() || !metrics.names().isEmpty();
        }
    }

    private static final String CHECKPOINTS = "checkpoints";

    private final Recipe recipe;
    private final Parts parts;
    private final Path folder;
    private final Progress progress;
    private final Consumer<String> says;
    private final Checkpoints checkpoints;
    private final MetricsLog log;
    private final AdapterFolder adapter;
    private final Judge judge;

    /** @param folder for checkpoints, metrics, curves and adapter; exists */
    public Trainer(
            Recipe recipe, Identity identity, Parts parts, Path folder, Progress progress, Consumer<String> says) {
        this.recipe = recipe;
        this.parts = parts;
        this.folder = folder;
        this.progress = progress;
        this.says = says;
        this.checkpoints = new Checkpoints(folder.resolve(CHECKPOINTS), identity);
        this.log = new MetricsLog(folder.resolve("metrics.jsonl"));
        this.adapter = new AdapterFolder(folder.resolve("adapter"), parts.adapters());
        this.judge = new Judge(recipe, parts, adapter, log, progress, says);
    }

    /**
     * Tunes to the end, from the newest checkpoint if there is one.
     *
     * @param addedEpochs a cycle of the learning rate after what was planned so far; 0 for none
     * @throws GpiotException USER where the loss is no number or the checkpoint belongs to another tuning, RESOURCES where a
     *     checkpoint cannot be written; what was kept before stays
     */
    public TuningState run(int addedEpochs) {
        try (AdamW optimiser =
                new AdamW(parts.learner().parameters(), recipe.training().weightDecay())) {
            checkpoints.removeUnfinished();
            TuningState state = begin(optimiser, addedEpochs);
            Schedule schedule = new Schedule(
                    state.cycles(),
                    recipe.training().learningRate(),
                    recipe.training().warmUp(),
                    recipe.training().finalRate());
            return loop(state, schedule, optimiser);
        } catch (GpiotException e) {
            throw e.category() == GpiotException.Category.RESOURCES ? withWayOut(e) : e;
        }
    }

    private TuningState loop(TuningState begun, Schedule schedule, AdamW optimiser) {
        TuningState state = begun;
        try (Progress.Task task = progress.start("tuning", plannedTokens(state, schedule), "tokens")) {
            task.at(state.tokens());
            while (state.step() < schedule.steps() && !state.stoppedEarly()) {
                state = step(state, schedule, optimiser, task);
            }
        } catch (Stepper.StoppedException e) {
            keep(state, optimiser);
            says.accept("stopped after step " + state.step() + ": the same command goes on from there");
        } catch (GpiotException e) {
            if (!parts.stop().getAsBoolean() || e.category() != GpiotException.Category.RESOURCES) {
                throw e;
            }
            // the programs of an evaluation end with us; the checkpoint before it says that it is due
            says.accept("stopped during an evaluation: the same command makes it again and goes on");
        }
        Curves.write(log.lines(), folder);
        return state;
    }

    /** A full disk, most often: its line says to make room. */
    private GpiotException withWayOut(GpiotException e) {
        String from =
                checkpoints.newest().map(last -> last.getFileName().toString()).orElse("the start");
        String why = String.valueOf(e.getMessage());
        String goesOn =
                why.endsWith(GpiotException.MAKE_ROOM) ? ": it goes on from " : "; the same command goes on from ";
        return GpiotException.resources(why + goesOn + from, e);
    }

    /** @throws GpiotException USER where the folder's checkpoint belongs to another tuning */
    public static void refuseOther(Path folder, Identity identity) {
        Checkpoints checkpoints = new Checkpoints(folder.resolve(CHECKPOINTS), identity);
        checkpoints.newest().ifPresent(checkpoints::refuseOther);
    }

    private TuningState begin(AdamW optimiser, int addedEpochs) {
        Optional<Path> newest = checkpoints.newest();
        TuningState state = newest.map(
                        file -> checkpoints.read(file, parts.learner().parameters(), optimiser))
                .orElseGet(() -> TuningState.start(plannedSteps(), parts.threads()));
        log.cutAfter(newest.isPresent() ? state.step() : -1, state.evaluationDue());
        adapter.restore();
        if (newest.isPresent()) {
            says.accept("going on from step " + state.step());
            if (state.threads() != parts.threads()) {
                says.accept("it was begun with " + state.threads() + " threads and goes on with " + parts.threads()
                        + ": sums are added in another order, results are as good but not equal to the bit");
            }
            state = state.evaluationDue() ? evaluated(state, optimiser) : state;
        } else {
            judge.measure(state);
        }
        long added = (long) addedEpochs * parts.curriculum().stepsPerEpoch();
        if (added > 0 && !underWay(state, added)) {
            Schedule longer = new Schedule(state.cycles(), 1, 0, 0).withCycle(added);
            state = state.withCycles(longer.ends());
            // now, so that a kill does not forget them
            checkpoints.write(state, parts.learner().parameters(), optimiser);
        }
        return state;
    }

    /** Whether a cycle of this length was added and is not at its end: the command was given before, and means the same one. */
    private static boolean underWay(TuningState state, long added) {
        List<Long> ends = state.cycles();
        int count = ends.size();
        return count > 1
                && !state.stoppedEarly()
                && state.step() < ends.getLast()
                && ends.getLast() - ends.get(count - 2) == added;
    }

    private TuningState evaluated(TuningState state, AdamW optimiser) {
        TuningState judged = judge.judge(state);
        Curves.write(log.lines(), folder);
        checkpoints.write(judged, parts.learner().parameters(), optimiser);
        return judged;
    }

    private TuningState step(TuningState before, Schedule schedule, AdamW optimiser, Progress.Task task)
            throws Stepper.StoppedException {
        long began = System.nanoTime();
        long number = before.step();
        double rate = schedule.rate(number);
        StepResult result;
        try {
            result = new Stepper(parts.learner(), optimiser, recipe.training(), parts.stop())
                    .learn(number, parts.curriculum().step(number), rate);
        } catch (Stepper.NotFiniteException e) {
            throw e.at(number, remedy());
        }
        double took = (System.nanoTime() - began) / 1e9;
        TuningState state = before.after(result, took);
        log.add(line(state, result, rate, took));
        task.at(state.tokens());
        task.note(String.format(
                Locale.ROOT, "step %d/%d, loss %.4f, rate %.2e", state.step(), schedule.steps(), result.loss(), rate));
        boolean last = state.step() == schedule.steps();
        if (parts.evaluates() && (last || state.step() % evaluateEvery() == 0)) {
            // first, because an evaluation is long, and what it needs may fail
            checkpoints.write(state.due(), parts.learner().parameters(), optimiser);
            return evaluated(state, optimiser);
        }
        if (last || state.step() % recipe.training().checkpointEvery() == 0) {
            keep(state, optimiser);
        }
        return state;
    }

    /** Where nothing is measured, the last adapter is the one that is kept. */
    private void keep(TuningState state, AdamW optimiser) {
        if (!parts.evaluates()) {
            adapter.keep(adapter.candidate(parts.learner().parameters()));
        }
        checkpoints.write(state, parts.learner().parameters(), optimiser);
    }

    private Map<String, Object> line(TuningState state, StepResult result, double rate, double took) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", state.step());
        line.put("epoch", (double) state.step() / parts.curriculum().stepsPerEpoch());
        line.put("loss", result.loss());
        result.lossByPath().forEach((path, loss) -> line.put("loss_path" + path, loss));
        line.put("rate", rate);
        line.put("gradient_norm", result.gradientNorm());
        line.put("tokens", result.tokens());
        line.put("answer_tokens", result.answerTokens());
        line.put("seconds", took);
        line.put("tokens_per_second", result.tokens() / took);
        return line;
    }

    private long plannedSteps() {
        int steps = recipe.training().steps();
        return steps > 0
                ? steps
                : (long) recipe.training().epochs() * parts.curriculum().stepsPerEpoch();
    }

    /** What was learned from and what is still to come. */
    private long plannedTokens(TuningState state, Schedule schedule) {
        long left = schedule.steps() - state.step();
        return state.tokens()
                + Math.round((double) left
                        * parts.curriculum().tokensPerEpoch()
                        / parts.curriculum().stepsPerEpoch());
    }

    private int evaluateEvery() {
        int every = recipe.evaluation().every();
        return every > 0 ? every : parts.curriculum().stepsPerEpoch();
    }

    private String remedy() {
        String left = checkpoints
                .newest()
                .map(file -> "the last good checkpoint is " + file)
                .orElse("there is no checkpoint yet");
        return left + "; lower training.learning_rate (is " + recipe.training().learningRate()
                + ") or training.clip, and begin again with another --out";
    }
}
