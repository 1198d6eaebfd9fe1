package io.gpiot.pect.train;

import io.gpiot.engine.LanguageModel;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/** A model with parameters that learn. Used by one thread. */
public interface Learner extends AutoCloseable {

    /** fp32 leaves that require gradients, by name, always in one order. */
    SequencedMap<String, Tensor> parameters();

    /**
     * The mean negative log-likelihood of the answers' tokens, a scalar in the caller's scope; its graph is attached where
     * gradients are on.
     *
     * @param rows tokens of each row; rows may differ in length
     * @param answerStarts index of each row's first answer token
     * @param paths 1 or 2 for each row
     * @param dropoutSeed decides alone what is dropped
     * @param training whether there is dropout
     */
    Tensor loss(int[][] rows, int[] answerStarts, int[] paths, long dropoutSeed, boolean training);

    /** The model as it is now, for asking. It may share the learner's weights: close it before learning goes on. */
    LanguageModel speaking();

    @Override
    void close();
}
