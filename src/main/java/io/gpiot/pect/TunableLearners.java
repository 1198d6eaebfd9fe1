package io.gpiot.pect;

import io.gpiot.base.Progress;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.adapter.AdapterFile;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.Target;
import io.gpiot.engine.decode.EngineSettings;
import io.gpiot.engine.model.Threads;
import io.gpiot.engine.tune.TunableModel;
import io.gpiot.pect.recipe.Recipe;
import io.gpiot.pect.train.AdapterWriter;
import io.gpiot.pect.train.Learner;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Learners that are the engine's own models. */
public final class TunableLearners implements Tuning.Learners {

    /** Of a prompt and its answer while tuning is evaluated. */
    private static final int CONTEXT = 4096;

    /** Keys and values of some two dozen answers on both paths. */
    private static final long CACHE_BYTES = 2L << 30;

    private static final int ROWS = 64;

    private final int threads;
    private final Path kernelFolder;

    /**
     * @param threads that compute
     * @param kernelFolder where the engine keeps its measurements of this machine
     */
    public TunableLearners(int threads, Path kernelFolder) {
        this.threads = threads;
        this.kernelFolder = kernelFolder;
    }

    /** @throws io.gpiot.base.GpiotException USER where the recipe's adapter cannot be */
    static AdapterSettings settings(Recipe recipe) {
        Recipe.Adapter adapter = recipe.adapter();
        return new AdapterSettings(
                recipe.method().paths(),
                adapter.rank(),
                adapter.alpha(),
                adapter.rsLora(),
                adapter.dropout(),
                adapter.targets().stream().map(Target::of).collect(Collectors.toSet()),
                adapter.lambda(),
                adapter.gamma(),
                adapter.shared(),
                adapter.projections(),
                adapter.bottleneck());
    }

    @Override
    public Learner open(Tuning.Base base, Recipe recipe, Progress progress) {
        Recipe.Training training = recipe.training();
        ScalarType type = training.precision() == Recipe.Precision.BF16 ? ScalarType.BFloat16 : ScalarType.Float;
        TunableModel model = TunableModel.open(
                base.path(), settings(recipe), type, training.checkpointing(), training.seed(), progress);
        Threads.use(threads, type);
        boolean precise = training.precision() == Recipe.Precision.FP32;
        var answering = new EngineSettings(threads, ROWS, CONTEXT, CACHE_BYTES, precise, kernelFolder);
        return new OfModel(model, recipe.method().paths(), base, answering);
    }

    @Override
    public AdapterWriter writer(Tuning.Base base, Recipe recipe) {
        return (folder, parameters) ->
                AdapterFile.write(folder, settings(recipe), base.id(), base.sha256(), parameters);
    }

    /** @param paths where it is one, all data are learned on it */
    private record OfModel(TunableModel model, int paths, Tuning.Base base, EngineSettings answering)
            implements Learner {

        @Override
        public SequencedMap<String, Tensor> parameters() {
            return model.parameters();
        }

        @Override
        public Tensor loss(int[][] rows, int[] answerStarts, int[] paths, long dropoutSeed, boolean training) {
            int[] own =
                    Arrays.stream(paths).map(path -> Math.min(path, this.paths)).toArray();
            return model.loss(rows, answerStarts, own, dropoutSeed, training);
        }

        @Override
        public LanguageModel speaking() {
            return model.speaking(base.path(), base.id(), answering);
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
