package io.gpiot.engine.tune;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.base.model.ModelStore;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.adapter.AdapterParameters;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.InferenceWeights;
import io.gpiot.engine.decode.EngineSettings;
import io.gpiot.engine.decode.LocalModel;
import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.model.RmsNorm;
import io.gpiot.engine.model.Rope;
import io.gpiot.engine.model.Tensors;
import io.gpiot.engine.model.Threads;
import io.gpiot.engine.model.WeightLoader;
import io.gpiot.engine.model.Weights;
import io.gpiot.engine.tune.ForwardPass.Kept;
import io.gpiot.engine.tune.Recomputation.Gradient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A frozen base with an adapter that is tuned. Not thread-safe; a step runs on one thread, inside a PointerScope of the
 * caller that ends with the step.
 */
public final class TunableModel implements AutoCloseable {

    private final ModelConfig config;
    private final AdapterSettings settings;
    private final String baseSha256;
    private final boolean checkpointing;
    private final Weights weights;
    private final Rope rope;
    private final RmsNorm outputNorm;
    private final SequencedMap<String, Tensor> parameters;
    private final List<PathBlock> blocks = new ArrayList<>();

    private TunableModel(
            ModelConfig config,
            AdapterSettings settings,
            String baseSha256,
            boolean checkpointing,
            Weights weights,
            SequencedMap<String, Tensor> parameters) {
        this.config = config;
        this.settings = settings;
        this.baseSha256 = baseSha256;
        this.checkpointing = checkpointing;
        this.weights = weights;
        this.parameters = parameters;
        this.rope = new Rope(
                config.contextLength(), config.headWidth(), config.ropeBase(), Tensors.streamType(weights.type()));
        this.outputNorm = new RmsNorm(weights.outputNorm(), config.normEpsilon());
        for (int layer = 0; layer < config.layers(); layer++) {
            blocks.add(new PathBlock(
                    config,
                    settings,
                    parameters,
                    weights.type(),
                    layer,
                    weights.blocks().get(layer)));
        }
    }

    /**
     * Loads a base and starts an adapter on it.
     *
     * @param modelFile a GGUF file or a folder with safetensors
     * @param baseType of the frozen weights: bf16, float, or double for checks
     * @param checkpointing whether each block's activations are computed again for the gradient instead of kept: about a
     *     quarter slower, and memory no longer grows with the number of layers
     * @param seed of the adapter's start
     * @throws GpiotException USER where the file is not a model that we know
     */
    public static TunableModel open(
            Path modelFile,
            AdapterSettings settings,
            ScalarType baseType,
            boolean checkpointing,
            long seed,
            Progress progress) {
        Threads.use(Runtime.getRuntime().availableProcessors(), baseType);
        String sha256 = ModelStore.sha256(modelFile, progress);
        try (ModelFile file = ModelFiles.open(modelFile)) {
            ModelConfig config = file.config();
            SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();
            AdapterParameters.initial(settings, config, seed)
                    .forEach((name, tensor) -> parameters.put(name, leaf(tensor, baseType)));
            Weights weights = new WeightLoader(file, baseType).load(progress);
            return new TunableModel(
                    config, settings, sha256, checkpointing, weights, Collections.unmodifiableSequencedMap(parameters));
        }
    }

    private static Tensor leaf(Tensor start, ScalarType baseType) {
        try (PointerScope scope = new PointerScope()) {
            ScalarType type = Tensors.streamType(baseType);
            Tensor tensor = type == ScalarType.Float ? start : Tensors.keep(start.to(type));
            if (type != ScalarType.Float) {
                start.deallocate();
            }
            tensor.set_requires_grad(true);
            return tensor;
        }
    }

    public ModelConfig config() {
        return config;
    }

    public AdapterSettings settings() {
        return settings;
    }

    /** SHA-256 of the base as {@code base.model} computes it. */
    public String baseSha256() {
        return baseSha256;
    }

    /** What is tuned: float leaves that require gradients, in the layout's order. They stay the model's. */
    public SequencedMap<String, Tensor> parameters() {
        return parameters;
    }

    /**
     * The mean negative log-likelihood of all answer tokens, each predicted by the position before it.
     *
     * @param rows tokens of the samples, prompt and answer
     * @param answerStarts where each sample's answer begins, at least 1
     * @param paths each sample's path, 1 or 2; 1 where the adapter has one path
     * @param dropoutSeed of this step; the same seed draws the same masks
     * @param training whether there is dropout and a graph for {@code backward()}; else the mere value
     * @return a scalar in the caller's scope
     * @throws GpiotException USER where a sample is longer than the model's context
     */
    public Tensor loss(int[][] rows, int[] answerStarts, int[] paths, long dropoutSeed, boolean training) {
        Samples samples = Samples.pack(rows, answerStarts, paths, settings.paths(), config, config.contextLength());
        Dropout dropout = new Dropout(training ? settings.dropout() : 0, dropoutSeed);
        boolean before = GradMode.is_enabled();
        Tensor loss;
        try (PointerScope scope = new PointerScope()) {
            GradMode.set_enabled(training);
            loss = Tensors.keep(
                    training && checkpointing ? recomputed(samples, dropout) : direct(samples, dropout, training));
        } finally {
            GradMode.set_enabled(before);
        }
        return Tensors.handOver(loss);
    }

    private Tensor direct(Samples samples, Dropout dropout, boolean training) {
        Tensor stream = pass(samples, dropout).run(embed(samples), null);
        Tensor states = states(stream, samples);
        stream.deallocate();
        GradMode.set_enabled(false);
        AnswerLoss.Result result = AnswerLoss.of(states, Tensors.longs(samples.targets()), weights.head());
        GradMode.set_enabled(training);
        return carrying(result.mean(), List.of(new Gradient(states, result.gradient())));
    }

    private Tensor recomputed(Samples samples, Dropout dropout) {
        GradMode.set_enabled(false);
        List<Kept> kept = new ArrayList<>();
        ForwardPass pass = pass(samples, dropout);
        Tensor stream = pass.run(embed(samples), kept);
        AnswerLoss.Result result =
                AnswerLoss.of(states(stream, samples), Tensors.longs(samples.targets()), weights.head());
        GradMode.set_enabled(true);
        Tensor gradient = Recomputation.ofOutput(
                stream, Tensors.longs(samples.predictors()), outputNorm, weights.type(), result.gradient());
        stream.deallocate();
        result.gradient().deallocate();
        return carrying(result.mean(), new Recomputation(pass, parametersByLayer()).back(kept, gradient));
    }

    /** A scalar of this value whose gradients are these: value + sum of (x - x) g, with the second x held fast. */
    private Tensor carrying(double value, List<Gradient> gradients) {
        Tensor sum = torch.scalar_tensor(new Scalar(0.0), Tensors.options(Tensors.streamType(weights.type())));
        for (Gradient gradient : gradients) {
            sum = sum.add(gradient.parameter().mul(gradient.value()).sum());
            gradient.value().deallocate();
        }
        return sum.sub(sum.detach()).add(new Scalar(value));
    }

    private List<List<Tensor>> parametersByLayer() {
        List<Tensor> all = List.copyOf(parameters.values());
        int each = all.size() / config.layers();
        List<List<Tensor>> layers = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            layers.add(all.subList(layer * each, (layer + 1) * each));
        }
        return layers;
    }

    private ForwardPass pass(Samples samples, Dropout dropout) {
        int longest = Arrays.stream(samples.lengths()).max().orElseThrow();
        PathBlock.Surroundings surroundings = new PathBlock.Surroundings(
                samples.lengths(),
                rope,
                rope.at(Tensors.longs(samples.positions())),
                PackedAttention.mask(longest, weights.type()),
                dropout);
        return new ForwardPass(blocks, settings.projections(), samples, surroundings);
    }

    private Tensor embed(Samples samples) {
        return weights.embedding().lookup(samples.tokens()).to(Tensors.streamType(weights.type()));
    }

    /** The states that predict answers, [answer tokens, width]: no other token meets the head. */
    private Tensor states(Tensor stream, Samples samples) {
        return outputNorm.apply(stream.index_select(0, Tensors.longs(samples.predictors())), weights.type());
    }

    /** Logits at the places that predict answers, [answer tokens, vocabulary], samples of path 1 first: for checks. */
    Tensor logits(int[][] rows, int[] answerStarts, int[] paths) {
        Samples samples = Samples.pack(rows, answerStarts, paths, settings.paths(), config, config.contextLength());
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(false);
        try (PointerScope scope = new PointerScope()) {
            Tensor stream = pass(samples, new Dropout(0, 0)).run(embed(samples), null);
            Tensor logits = Tensors.keep(weights.head().apply(states(stream, samples)));
            stream.deallocate();
            return logits;
        } finally {
            GradMode.set_enabled(before);
        }
    }

    /**
     * The model as it is now, answering requests. It shares the weights, so close it before the next step.
     *
     * @param modelFile where it was opened from
     */
    public LanguageModel speaking(Path modelFile, String id, EngineSettings settings) {
        return LocalModel.over(
                modelFile,
                id,
                baseSha256,
                weights,
                this.settings,
                InferenceWeights.of(parameters, this.settings, config, weights.type()),
                settings);
    }

    Weights weights() {
        return weights;
    }

    @Override
    public void close() {
        parameters.values().forEach(Tensor::deallocate);
        rope.close();
        weights.close();
    }
}
