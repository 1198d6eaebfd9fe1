package io.gpiot.pect.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.format.SafetensorsFile;
import io.gpiot.pect.plan.Curriculum;
import io.gpiot.pect.recipe.Recipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

    @TempDir
    Path folder;

    private static final Request ASKED = Request.of(List.of(Message.user("what")), Sampling.GREEDY, 8);

    private final List<String> said = new ArrayList<>();

    /** Stops as a kill would: without a word, in the midst of a step. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Does something to the losses of another learner. */
    private record Meddling(
            Learner learner,
            java.util.function.UnaryOperator<Tensor> change,
            java.util.function.UnaryOperator<Tensor> measured)
            implements Learner {

        Meddling(Learner learner, java.util.function.UnaryOperator<Tensor> change) {
            this(learner, change, loss -> loss);
        }

        @Override
        public SequencedMap<String, Tensor> parameters() {
            return learner.parameters();
        }

        @Override
        public Tensor loss(int[][] rows, int[] starts, int[] paths, long dropoutSeed, boolean training) {
            Tensor loss = learner.loss(rows, starts, paths, dropoutSeed, training);
            return (training ? change : measured).apply(loss);
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

    /** Lets so many training losses pass. */
    private static Learner failingAfter(int losses, java.util.function.UnaryOperator<Tensor> then) {
        int[] seen = {0};
        return new Meddling(new TinyLearner(1), loss -> ++seen[0] > losses ? then.apply(loss) : loss);
    }

    private TuningState run(Recipe recipe, Path where, int addedEpochs) throws IOException {
        Files.createDirectories(where);
        try (TinyLearner learner = new TinyLearner(1)) {
            return Tiny.trainer(recipe, learner, where, said::add).run(addedEpochs);
        }
    }

    private static Path newest(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where.resolve("checkpoints"))) {
            return files.sorted().toList().getLast();
        }
    }

    private static Map<String, ByteBuffer> tensors(Path checkpoint) {
        Map<String, ByteBuffer> bytes = new TreeMap<>();
        SafetensorsFile.read(checkpoint).tensors().forEach((name, tensor) -> bytes.put(name, tensor.data()));
        return bytes;
    }

    private List<JsonNode> steps(Path where) {
        return new MetricsLog(where.resolve("metrics.jsonl"))
                .lines().stream().filter(line -> line.has("loss")).toList();
    }

    private static double[] losses(List<JsonNode> steps) {
        return steps.stream().mapToDouble(step -> step.get("loss").asDouble()).toArray();
    }

    @Test
    void lossesFallOnBothPaths() throws IOException {
        TuningState state = run(Tiny.recipe("epochs: 12", ""), folder, 0);
        List<JsonNode> lines = new MetricsLog(folder.resolve("metrics.jsonl"))
                .lines().stream().filter(line -> line.has("development_loss")).toList();
        for (String path : List.of("development_loss_path1", "development_loss_path2")) {
            assertTrue(
                    lines.getLast().get(path).asDouble()
                            < 0.7 * lines.getFirst().get(path).asDouble(),
                    lines.toString());
        }
        assertEquals(state.step(), steps(folder).size());
        assertTrue(Files.size(folder.resolve("curves.png")) > 1000);
        assertTrue(Files.exists(folder.resolve("adapter/adapter.txt")));
    }

    @Test
    void aTuningThatWasKilledGoesOnBitForBit() throws IOException {
        Recipe recipe = Tiny.recipe("steps: 20, checkpoint_every: 10, weight_decay: 0.01", "every: 7");
        run(recipe, folder.resolve("straight"), 0);

        Path killed = Files.createDirectories(folder.resolve("killed"));
        int losses = batches(recipe, 10) + 1;
        try (Learner learner = failingAfter(losses, loss -> {
            throw new Killed();
        })) {
            assertThrows(
                    Killed.class,
                    () -> Tiny.trainer(recipe, learner, killed, said::add).run(0));
        }
        assertTrue(newest(killed).toString().endsWith("step-00000010.safetensors"));
        run(recipe, killed, 0);

        assertTrue(said.contains("going on from step 10"), said.toString());
        assertEquals(tensors(newest(folder.resolve("straight"))), tensors(newest(killed)));
        assertArrayEquals(losses(steps(folder.resolve("straight"))), losses(steps(killed)));
        assertEquals(
                Files.readString(folder.resolve("straight/adapter/adapter.txt")),
                Files.readString(killed.resolve("adapter/adapter.txt")));
    }

    @Test
    void aTuningThatIsAskedToStopWritesACheckpointAtOnceAndGoesOnBitForBit() throws IOException {
        Recipe recipe = Tiny.recipe("steps: 12, checkpoint_every: 100", "every: 100");
        run(recipe, folder.resolve("straight"), 0);

        Path stopped = Files.createDirectories(folder.resolve("stopped"));
        int[] asked = {0};
        int batches = batches(recipe, 5) + 1;
        try (TinyLearner learner = new TinyLearner(1)) {
            TuningState state = Tiny.trainer(
                            recipe, learner, stopped, TaskMetrics.NONE, () -> ++asked[0] > batches, said::add)
                    .run(0);
            assertEquals(5, state.step());
        }
        assertTrue(said.contains("stopped after step 5: the same command goes on from there"), said.toString());
        run(recipe, stopped, 0);
        assertEquals(tensors(newest(folder.resolve("straight"))), tensors(newest(stopped)));
    }

    /** How many losses the first steps take. */
    private static int batches(Recipe recipe, int steps) {
        Curriculum curriculum = Tiny.curriculum(recipe);
        int batches = 0;
        for (int step = 0; step < steps; step++) {
            batches += curriculum.step(step).batches().size();
        }
        return batches;
    }

    @Test
    void aFinishedTuningStaysAsItIs() throws IOException {
        Recipe recipe = Tiny.recipe("steps: 5", "");
        TuningState first = run(recipe, folder, 0);
        Map<String, ByteBuffer> before = tensors(newest(folder));
        assertEquals(first, run(recipe, folder, 0));
        assertEquals(before, tensors(newest(folder)));
        assertEquals(5, steps(folder).size());
    }

    @Test
    void addedEpochsGoOnFromTheEndAndAreRemembered() throws IOException {
        Recipe recipe = Tiny.recipe("epochs: 1, checkpoint_every: 3", "");
        long each = Tiny.curriculum(recipe).stepsPerEpoch();
        assertEquals(each, run(recipe, folder, 0).step());
        assertEquals(3 * each, run(recipe, folder, 2).step());
        assertEquals(3 * each, run(recipe, folder, 0).step());
        assertEquals(3 * each, steps(folder).size());
        double peak = steps(folder).stream()
                .skip(each)
                .mapToDouble(step -> step.get("rate").asDouble())
                .max()
                .orElseThrow();
        assertEquals(0.01, peak, 1e-9);
    }

    @Test
    void theSameAddedEpochsGivenAgainAreNotAddedAgain() throws IOException {
        Recipe recipe = Tiny.recipe("epochs: 1, checkpoint_every: 1", "");
        long each = Tiny.curriculum(recipe).stepsPerEpoch();
        run(recipe, folder, 0);
        try (Learner learner = failingAfter(batches(recipe, 2), loss -> loss.mul(new Scalar(Double.NaN)))) {
            assertThrows(
                    GpiotException.class,
                    () -> Tiny.trainer(recipe, learner, folder, said::add).run(2));
        }
        assertEquals(3 * each, run(recipe, folder, 2).step());
        assertEquals(5 * each, run(recipe, folder, 2).step());
    }

    @Test
    void anEvaluationThatGivesNoNumberKeepsNoAdapterAndIsMadeAgain() throws IOException {
        Recipe recipe = Tiny.recipe("steps: 8, checkpoint_every: 100", "every: 4");
        run(recipe, folder.resolve("straight"), 0);
        Path broken = Files.createDirectories(folder.resolve("broken"));
        boolean[] begun = {false}; // the evaluation before any step is let pass
        try (Learner learner = new Meddling(
                new TinyLearner(1),
                loss -> {
                    begun[0] = true;
                    return loss;
                },
                loss -> begun[0] ? loss.mul(new Scalar(Double.NaN)) : loss)) {
            GpiotException stopped = assertThrows(
                    GpiotException.class,
                    () -> Tiny.trainer(recipe, learner, broken, said::add).run(0));
            assertTrue(stopped.getMessage().contains("after step 4"), stopped.getMessage());
        }
        assertFalse(Files.exists(broken.resolve("adapter")));
        run(recipe, broken, 0);
        assertTrue(said.contains("going on from step 4"), said.toString());
        assertEquals(
                evaluations(folder.resolve("straight")).toString(),
                evaluations(broken).toString());
        assertEquals(tensors(newest(folder.resolve("straight"))), tensors(newest(broken)));
    }

    /** Without the time that they took. */
    private static List<JsonNode> evaluations(Path where) {
        return new MetricsLog(where.resolve("metrics.jsonl"))
                .lines().stream()
                        .filter(line -> line.has("development_loss"))
                        .map(line -> (JsonNode) ((ObjectNode) line).without("seconds"))
                        .toList();
    }

    @Test
    void adapterThatAKillLeftBesideIsPutBack() throws IOException {
        Recipe recipe = Tiny.recipe("steps: 3", "");
        run(recipe, folder, 0);
        Files.move(folder.resolve("adapter"), folder.resolve(".adapter.old"));
        run(recipe, folder, 0);
        assertTrue(Files.exists(folder.resolve("adapter/adapter.txt")));
    }

    @Test
    void aLossThatIsNoNumberStopsAndKeepsTheLastGoodCheckpoint() throws IOException {
        Recipe recipe = Tiny.recipe("steps: 20, checkpoint_every: 4", "every: 100");
        try (Learner learner = failingAfter(batches(recipe, 6), loss -> loss.mul(new Scalar(Double.NaN)))) {
            GpiotException stopped = assertThrows(
                    GpiotException.class,
                    () -> Tiny.trainer(recipe, learner, folder, said::add).run(0));
            assertEquals(GpiotException.Category.USER, stopped.category());
            assertTrue(
                    stopped.getMessage()
                            .startsWith("the loss is not a finite number at step 7: the last good checkpoint"),
                    stopped.getMessage());
            assertTrue(stopped.getMessage().contains("step-00000004"), stopped.getMessage());
            assertFalse(Tiny.bytes(learner.parameters()).contains("7fc00000"));
        }
        run(recipe, folder, 0);
        assertEquals(20, steps(folder).size());
    }

    @Test
    void aCheckpointThatCannotBeWrittenLeavesTheOldOne() throws IOException {
        Recipe recipe = Tiny.recipe("steps: 12, checkpoint_every: 4", "every: 100");
        // A folder in the place of the file that is being written: what the disk says when it is full is no other
        // error.
        Path inTheWay = folder.resolve("checkpoints/.step-00000008.safetensors.part");
        Path later = folder.resolve("checkpoints");
        try (Learner learner = new Meddling(new TinyLearner(1), loss -> {
            if (Files.exists(later.resolve("step-00000004.safetensors"))) {
                inTheWay.toFile().mkdirs();
                inTheWay.resolve("x").toFile().mkdirs();
            }
            return loss;
        })) {
            GpiotException full = assertThrows(
                    GpiotException.class,
                    () -> Tiny.trainer(recipe, learner, folder, said::add).run(0));
            assertEquals(GpiotException.Category.RESOURCES, full.category());
            assertTrue(
                    full.getMessage().endsWith("the same command goes on from step-00000004.safetensors"),
                    full.getMessage());
            assertEquals(1, full.getMessage().lines().count());
        }
        Files.delete(inTheWay.resolve("x"));
        Files.delete(inTheWay);
        assertEquals(12, run(recipe, folder, 0).step());
        assertTrue(said.contains("going on from step 4"), said.toString());
    }

    @Test
    void whatAKillLeftHalfWrittenIsRemoved() throws IOException {
        Recipe recipe = Tiny.recipe("steps: 3", "");
        Path part = folder.resolve("checkpoints/.step-00000002.safetensors.part");
        Files.createDirectories(part.getParent());
        Files.writeString(part, "half");
        run(recipe, folder, 0);
        assertFalse(Files.exists(part));
    }

    @Test
    void aCheckpointOfAnotherRecipeIsRefusedInOneLine() throws IOException {
        run(Tiny.recipe("steps: 3", ""), folder, 0);
        Recipe other = Tiny.recipe("steps: 3, seed: 2", "");
        GpiotException refused = assertThrows(GpiotException.class, () -> run(other, folder, 0));
        assertEquals(GpiotException.Category.USER, refused.category());
        assertTrue(
                refused.getMessage().contains("is a checkpoint of another tuning: recipe was"), refused.getMessage());
        assertThrows(GpiotException.class, () -> Trainer.refuseOther(folder, Tiny.identity(other)));
    }

    @Test
    void aCutCheckpointIsRefusedInOneLine() throws IOException {
        Recipe recipe = Tiny.recipe("steps: 3", "");
        run(recipe, folder, 0);
        Path checkpoint = newest(folder);
        byte[] whole = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, java.util.Arrays.copyOf(whole, whole.length - 10));
        GpiotException refused = assertThrows(GpiotException.class, () -> run(recipe, folder, 0));
        assertTrue(refused.getMessage().contains("cut off"), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void patienceEndsATuningThatGetsNoBetterAndTheBestIsKept() throws IOException {
        double[] scores = {0.9, 0.2, 0.6, 0.5, 0.5, 0.9};
        List<String> seen = new ArrayList<>();
        Recipe recipe = Tiny.recipe("steps: 50", "every: 2, metric: fcr, patience: 2, suite: some");
        try (TinyLearner learner = new TinyLearner(1)) {
            TaskMetrics metrics = new TaskMetrics() {
                @Override
                public List<String> names() {
                    return List.of("fcr");
                }

                @Override
                public Map<String, Double> measure(LanguageModel model, Progress progress) {
                    assertEquals("nothing", model.generate(ASKED).text());
                    seen.add(Tiny.bytes(learner.parameters()));
                    return Map.of("fcr", scores[seen.size() - 1]);
                }
            };
            TuningState state =
                    Tiny.trainer(recipe, learner, folder, metrics, said::add).run(0);
            assertTrue(state.stoppedEarly());
            assertEquals(8, state.step());
            assertEquals(new TuningState.Best(4, 0.6), state.best());
        }
        assertEquals(seen.get(2), Files.readString(folder.resolve("adapter/adapter.txt")));
        assertNotEquals(seen.get(2), seen.get(4));
        assertTrue(Files.size(folder.resolve("tasks.png")) > 1000);
        assertEquals(8, run(recipe, folder, 0).step());
    }

    @Test
    void aDryRunWritesNothingAndSaysHowFastItWas() throws IOException {
        Recipe recipe = Tiny.recipe("steps: 100", "");
        Curriculum curriculum = Tiny.curriculum(recipe);
        try (TinyLearner learner = new TinyLearner(1)) {
            DryRun.Report report = DryRun.run(
                    learner,
                    curriculum,
                    curriculum.step(0).batches().getFirst(),
                    recipe.training(),
                    DryRun.STEPS,
                    () -> false,
                    Progress.NONE);
            assertEquals(20, report.steps());
            assertTrue(report.tokensPerSecond() > 0);
            assertTrue(report.peakMemory() > 10_000_000);
            assertTrue(report.lastLoss() < report.firstLoss());
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void withoutDevelopmentDataTheLastAdapterIsKept() throws IOException {
        Recipe recipe = Tiny.recipe("steps: 4", "");
        try (TinyLearner learner = new TinyLearner(1)) {
            var parts = new Trainer.Parts(
                    learner,
                    Tiny.curriculum(recipe),
                    List.of(),
                    TaskMetrics.NONE,
                    (adapter, parameters) -> {
                        try {
                            Files.writeString(adapter.resolve("adapter.txt"), Tiny.bytes(parameters));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    },
                    1,
                    () -> false);
            TuningState state =
                    new Trainer(recipe, Tiny.identity(recipe), parts, folder, Progress.NONE, said::add).run(0);
            assertNull(state.best());
            assertEquals(Tiny.bytes(learner.parameters()), Files.readString(folder.resolve("adapter/adapter.txt")));
        }
    }
}
