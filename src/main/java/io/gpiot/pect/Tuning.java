package io.gpiot.pect;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.text.Tokenizer;
import io.gpiot.pect.data.ChatEncoder;
import io.gpiot.pect.data.Corpus;
import io.gpiot.pect.data.CorpusReader;
import io.gpiot.pect.plan.Batch;
import io.gpiot.pect.plan.Curriculum;
import io.gpiot.pect.recipe.Recipe;
import io.gpiot.pect.train.AdapterWriter;
import io.gpiot.pect.train.DryRun;
import io.gpiot.pect.train.Identity;
import io.gpiot.pect.train.Learner;
import io.gpiot.pect.train.TaskMetrics;
import io.gpiot.pect.train.Trainer;
import io.gpiot.pect.train.TuningState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A recipe with its data read and its steps planned; {@link #run} tunes, {@link #dryRun} tries.
 */
public final class Tuning {

    /**
     * The frozen base.
     *
     * @param path a GGUF file or a Hugging Face folder
     * @param sha256 of that file, or of the folder's list of files
     */
    public record Base(String id, Path path, String sha256) {}

    /** How a base becomes something that learns. */
    public interface Learners {

        Learner open(Base base, Recipe recipe, Progress progress);

        /** How its parameters become a folder that the engine loads. */
        AdapterWriter writer(Base base, Recipe recipe);
    }

    private final Recipe recipe;
    private final Base base;
    private final ModelConfig config;
    private final Corpus training;
    private final Corpus development;
    private final Curriculum curriculum;

    private Tuning(Recipe recipe, Base base, ModelConfig config, Corpus training, Corpus development) {
        this.recipe = recipe;
        this.base = base;
        this.config = config;
        this.training = training;
        this.development = development;
        this.curriculum = new Curriculum(
                training.examples(),
                recipe.training().seed(),
                recipe.training().tokensPerStep(),
                recipe.training().tokensPerBatch());
    }

    /**
     * Reads all data.
     *
     * @throws GpiotException USER where a file is missing or holds nothing to learn from, or samples may be longer than the
     *     model's context
     */
    public static Tuning prepare(Recipe recipe, Base base) {
        try (ModelFile file = ModelFiles.open(base.path());
                Tokenizer tokenizer = Tokenizer.of(file.tokenizer())) {
            int maximumLength = recipe.training().maximumLength();
            int context = file.config().contextLength();
            if (maximumLength > context) {
                throw GpiotException.user("training.maximum_length is " + maximumLength + ", the context of "
                        + base.id() + " has " + context + " tokens");
            }
            TunableLearners.settings(recipe); // refuses what cannot be before any data are read
            CorpusReader reader = new CorpusReader(new ChatEncoder(tokenizer, maximumLength));
            Corpus training = reader.read(recipe.data());
            Corpus development = reader.read(recipe.development());
            refuseSame(training, development);
            return new Tuning(recipe, base, file.config(), training, development);
        }
    }

    /** A best adapter by what it learned from would say nothing. */
    private static void refuseSame(Corpus training, Corpus development) {
        for (var measured : development.files()) {
            training.files().stream()
                    .filter(learned -> learned.sha256().equals(measured.sha256()))
                    .findFirst()
                    .ifPresent(learned -> {
                        throw GpiotException.user("'development' has the same lines as 'data': " + measured.file()
                                + " is " + learned.file() + "; measure on others, or leave 'development' out");
                    });
        }
    }

    public Corpus training() {
        return training;
    }

    public Corpus development() {
        return development;
    }

    /** Updates of the optimiser from start to end, epochs that are added later aside. */
    public long steps() {
        int steps = recipe.training().steps();
        return steps > 0 ? steps : (long) recipe.training().epochs() * curriculum.stepsPerEpoch();
    }

    public int stepsPerEpoch() {
        return curriculum.stepsPerEpoch();
    }

    /** Tokens of all those steps, prompts included. */
    public long plannedTokens() {
        return Math.round((double) steps() * curriculum.tokensPerEpoch() / curriculum.stepsPerEpoch());
    }

    /** What it will take, by the sizes of the model and a short measurement of this machine. */
    public TuningEstimate estimate(int threads) {
        double answers = (double) training.answerTokens() / training.tokens();
        double speed = MachineSpeed.measure(config, recipe.training().precision(), threads);
        return TuningEstimate.of(recipe, config, largest(), plannedTokens(), answers, speed);
    }

    /** @param stop asks for an end after the batch under way */
    public DryRun.Report dryRun(Learners learners, BooleanSupplier stop, Progress progress) {
        try (Learner learner = learners.open(base, recipe, progress)) {
            return DryRun.run(learner, curriculum, largest(), recipe.training(), DryRun.STEPS, stop, progress);
        }
    }

    /**
     * Tunes in a folder, from the checkpoint that lies there if there is one.
     *
     * @param threads that the learner computes with
     * @param stop asks for an end after the batch under way; a checkpoint is written then
     * @throws GpiotException as {@link Trainer#run}
     */
    public TuningState run(
            Learners learners,
            Path folder,
            int addedEpochs,
            int threads,
            BooleanSupplier stop,
            TaskMetrics metrics,
            Progress progress,
            Consumer<String> says) {
        checkMetric(metrics);
        try (TuningFolder home = TuningFolder.open(folder)) {
            Identity identity = identity(metrics);
            Trainer.refuseOther(home.path(), identity);
            home.describe(recipe, base, training, development);
            try (Learner learner = learners.open(base, recipe, progress)) {
                var parts = new Trainer.Parts(
                        learner,
                        curriculum,
                        Curriculum.inBatches(
                                development.examples(), recipe.training().tokensPerBatch()),
                        metrics,
                        learners.writer(base, recipe),
                        threads,
                        stop);
                return new Trainer(recipe, identity, parts, home.path(), progress, says).run(addedEpochs);
            }
        }
    }

    /** Rows that fill a batch with the longest samples: what needs most memory. */
    private Batch largest() {
        return Curriculum.inBatches(training.examples(), recipe.training().tokensPerBatch()).stream()
                .max(java.util.Comparator.comparingLong(Batch::padded))
                .orElseThrow();
    }

    private void checkMetric(TaskMetrics metrics) {
        List<String> known = new ArrayList<>();
        if (!development.examples().isEmpty()) {
            known.add("loss");
        }
        development.files().stream()
                .filter(file -> file.examples() > 0)
                .map(file -> "loss_path" + file.path())
                .distinct()
                .sorted()
                .forEach(known::add);
        known.addAll(metrics.names());
        if (!known.isEmpty() && !known.contains(recipe.evaluation().metric())) {
            throw GpiotException.user("evaluation.metric must be one of " + String.join(", ", known) + ", was "
                    + recipe.evaluation().metric());
        }
    }

    /** Everything that the result follows from: how often checkpoints are written does not count. */
    private Identity identity(TaskMetrics metrics) {
        SequencedMap<String, String> facts = new TreeMap<>();
        JsonNode settings = Json.MAPPER.valueToTree(recipe);
        Identity.collect("", settings, facts);
        facts.remove("training.checkpointEvery");
        facts.remove("base");
        facts.put("SHA-256 of the base", base.sha256());
        for (Corpus corpus : List.of(training, development)) {
            corpus.files().forEach(file -> facts.put("SHA-256 of " + file.file(), file.sha256()));
        }
        if (!metrics.tasks().isEmpty()) {
            facts.put("hash of the evaluation's tasks", metrics.tasks());
        }
        return new Identity(facts);
    }
}
