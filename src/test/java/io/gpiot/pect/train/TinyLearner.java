package io.gpiot.pect.train;

import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.engine.model.Tensors;
import io.gpiot.engine.model.Threads;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The least that learns: a frozen embedding that is the head too, and between them two layers for each path, with dropout.
 * The next token is guessed from the last one.
 */
public final class TinyLearner implements Learner {

    public static final int VOCABULARY = 300;
    private static final int WIDTH = 12;

    private final Tensor embedding;
    private final SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();

    public TinyLearner(long seed) {
        Threads.use(1, ScalarType.BFloat16); // products this small only lose time to threads
        Random random = new Random(seed);
        try (PointerScope scope = new PointerScope()) {
            embedding = normal(random, VOCABULARY, WIDTH);
            for (int path = 1; path <= 2; path++) {
                parameters.put("in" + path, normal(random, WIDTH, WIDTH));
                parameters.put("out" + path, normal(random, WIDTH, WIDTH));
            }
            parameters.values().forEach(parameter -> parameter.requires_grad_(true));
        }
    }

    private static Tensor normal(Random random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.4 * random.nextGaussian());
        }
        return Tensors.keep(Tensors.floats(values, rows, columns).clone());
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return parameters;
    }

    @Override
    public Tensor loss(int[][] rows, int[] answerStarts, int[] paths, long dropoutSeed, boolean training) {
        Tensor sum = null;
        long count = 0;
        Random random = new Random(dropoutSeed);
        for (int row = 0; row < rows.length; row++) {
            int answer = rows[row].length - answerStarts[row];
            long[] inputs = new long[answer];
            long[] targets = new long[answer];
            for (int i = 0; i < answer; i++) {
                inputs[i] = rows[row][answerStarts[row] + i - 1];
                targets[i] = rows[row][answerStarts[row] + i];
            }
            Tensor x = embedding.index_select(0, Tensors.longs(inputs));
            Tensor hidden = x.matmul(parameters.get("in" + paths[row])).tanh();
            if (training) {
                float[] kept = new float[answer * WIDTH];
                for (int i = 0; i < kept.length; i++) {
                    kept[i] = random.nextDouble() < 0.1 ? 0 : 1 / 0.9f;
                }
                hidden = hidden.mul(Tensors.floats(kept, answer, WIDTH));
            }
            Tensor logits =
                    hidden.matmul(parameters.get("out" + paths[row])).add(x).matmul(embedding.t());
            Tensor loss =
                    torch.cross_entropy_loss(logits, Tensors.longs(targets)).mul(new Scalar((double) answer));
            sum = sum == null ? loss : sum.add(loss);
            count += answer;
        }
        return sum.div(new Scalar((double) count));
    }

    @Override
    public LanguageModel speaking() {
        return ScriptedModel.saying("nothing");
    }

    @Override
    public void close() {
        embedding.deallocate();
        parameters.values().forEach(Tensor::deallocate);
    }
}
