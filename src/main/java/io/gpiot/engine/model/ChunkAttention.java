package io.gpiot.engine.model;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Attention of successive tokens of one sequence, on one path or on several that run beside each other. */
final class ChunkAttention implements Attention {

    private final KeyValueCache cache;
    private final int slot;
    private final int paths;
    private final int count;
    private final @Nullable Prefix prefix;
    /** Of the chunk's first token, among those that the slot holds. */
    private final int start;

    private final @Nullable Tensor mask;

    /**
     * @param slot of the first path; the others' follow it
     * @param start tokens before the chunk, those of the prefix among them
     * @param count tokens of the chunk, one row each a path
     */
    ChunkAttention(KeyValueCache cache, int slot, int start, int count, int paths, @Nullable Prefix prefix) {
        this.cache = cache;
        this.slot = slot;
        this.paths = paths;
        this.count = count;
        this.prefix = prefix;
        this.start = start - (prefix == null ? 0 : prefix.tokens());
        this.mask = this.start == 0 ? null : mask(cache.type());
    }

    @Override
    public Tensor attend(int layer, Tensor query, Tensor key, Tensor value) {
        TensorVector mixed = new TensorVector();
        for (int path = 0; path < paths; path++) {
            Tensor keys = cache.keys(layer).select(0, slot + path);
            Tensor values = cache.values(layer).select(0, slot + path);
            long from = (long) path * count;
            keys.narrow(1, start, count).copy_(key.narrow(0, from, count).transpose(0, 1));
            values.narrow(1, start, count).copy_(value.narrow(0, from, count).transpose(0, 1));
            long length = (long) start + count;
            mixed.push_back(attend(
                    layer, path, query.narrow(0, from, count), keys.narrow(1, 0, length), values.narrow(1, 0, length)));
        }
        return paths == 1 ? mixed.get(0) : torch.cat(mixed, 0);
    }

    private Tensor attend(int layer, int path, Tensor query, Tensor keys, Tensor values) {
        Attended own = over(query, keys, values, mask == null, mask);
        Tensor all = own.mixed();
        if (prefix != null) {
            Prefix.Part part = new Prefix.Part(prefix, path);
            all = own.and(over(query, part.keys(layer), part.values(layer), false, null));
        }
        return all.permute(2, 1, 0, 3).reshape(count, -1);
    }

    /** Query heads of one group as the batch, with stride 0 over the shared keys. */
    private Attended over(Tensor query, Tensor keys, Tensor values, boolean causal, @Nullable Tensor seen) {
        long shared = keys.size(0);
        long length = keys.size(1);
        long head = keys.size(2);
        long group = query.size(1) / shared;
        return Operators.attention(
                query.view(count, shared, group, head).permute(2, 1, 0, 3),
                keys.unsqueeze(0).expand(group, shared, length, head),
                values.unsqueeze(0).expand(group, shared, length, head),
                causal,
                seen == null ? null : seen.expand(group, shared, count, length));
    }

    /** Token i of the chunk sees the first start + i + 1 ones: [1, 1, count, start + count]. */
    private Tensor mask(ScalarType type) {
        Tensor hidden = torch.full(
                new long[] {count, start + count}, new Scalar(Double.NEGATIVE_INFINITY), Tensors.options(type));
        return hidden.triu(start + 1L).unsqueeze(0).unsqueeze(0);
    }
}
