package io.gpiot.pect;

import io.gpiot.base.Progress;
import io.gpiot.engine.adapter.AdapterFile;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.Target;
import io.gpiot.engine.model.Threads;
import io.gpiot.engine.tune.TunableModel;
import io.gpiot.pect.recipe.Recipe;
import io.gpiot.pect.train.AdapterWriter;
import io.gpiot.pect.train.Learner;
import java.util.Arrays;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Learners that are the engine's own models. */
public final class TunableLearners implements Tuning.Learners {

    private final int threads;

    /** @param threads that compute */
    public TunableLearners(int threads) {
        this.threads = threads;
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
        return new OfModel(model, recipe.method().paths());
    }

    @Override
    public AdapterWriter writer(Tuning.Base base, Recipe recipe) {
        return (folder, parameters) ->
                AdapterFile.write(folder, settings(recipe), base.id(), base.sha256(), parameters);
    }

    /** @param paths where it is one, all data are learned on it */
    private record OfModel(TunableModel model, int paths) implements Learner {

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
        public void close() {
            model.close();
        }
    }
}
