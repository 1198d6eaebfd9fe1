package io.gpiot.engine.tune;

import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.model.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Causal attention within each sample of packed tokens: product, softmax, product. Its gradient is three times as fast on
 * a CPU as that of the fused operator.
 */
final class PackedAttention {

    private final int group;
    private final int keyValueHeads;
    private final int headWidth;

    PackedAttention(ModelConfig config) {
        this.keyValueHeads = config.keyValueHeads();
        this.group = config.heads() / keyValueHeads;
        this.headWidth = config.headWidth();
    }

    /** Adds minus infinity where a token would see a later one: [longest, longest]. */
    static Tensor mask(int longest, ScalarType type) {
        return torch.full(new long[] {longest, longest}, new Scalar(Double.NEGATIVE_INFINITY), Tensors.options(type))
                .triu(1);
    }

    /**
     * @param query [tokens, heads, head], scaled by 1 / sqrt(head) already
     * @param key [tokens, kvHeads, head]
     * @param lengths of the samples; their sum is the number of tokens
     * @return [tokens, heads * head]
     */
    Tensor attend(Tensor query, Tensor key, Tensor value, int[] lengths, Tensor mask) {
        TensorVector mixed = new TensorVector();
        long start = 0;
        for (int length : lengths) {
            mixed.push_back(sample(
                    query.narrow(0, start, length),
                    key.narrow(0, start, length),
                    value.narrow(0, start, length),
                    mask.narrow(0, 0, length).narrow(1, 0, length)));
            start += length;
        }
        return lengths.length == 1 ? mixed.get(0) : torch.cat(mixed, 0);
    }

    /** The heads that share a key head become the rows of one product. */
    private Tensor sample(Tensor query, Tensor key, Tensor value, Tensor mask) {
        long tokens = query.size(0);
        Tensor rows = query.view(tokens, keyValueHeads, group, headWidth)
                .permute(1, 2, 0, 3)
                .reshape(keyValueHeads, group * tokens, headWidth);
        Tensor scores = torch.bmm(rows, key.permute(1, 2, 0)).view(keyValueHeads, group, tokens, tokens);
        Tensor weights = torch.softmax(scores.add_(mask), -1).view(keyValueHeads, group * tokens, tokens);
        return torch.bmm(weights, value.permute(1, 0, 2))
                .view(keyValueHeads, group, tokens, headWidth)
                .permute(2, 0, 1, 3)
                .reshape(tokens, -1);
    }
}
