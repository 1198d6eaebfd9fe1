package io.gpiot.engine.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Attention of one token a row, each over the tokens of its own slot and over the prefix that it shares with others, whose rows are
 * taken together: the shared keys are read once for all of them.
 */
final class StepAttention implements Attention {

    private final KeyValueCache cache;
    private final int rows;
    private final int longest;
    private final @Nullable Tensor mask;
    /** Where the fresh keys go, over [slots, kvHeads, capacity] as one axis. */
    private final Tensor where;

    private final List<Sharers> groups = new ArrayList<>();
    /** The rows of all groups in the groups' order; null where that is the order of all rows. */
    private final @Nullable Tensor sharing;

    private record Sharers(Prefix.Part part, Tensor rows, int count) {}

    /** @param lengths tokens before each row's new one, those of its prefix among them */
    StepAttention(KeyValueCache cache, int[] lengths, List<Prefix.@Nullable Part> parts) {
        this.cache = cache;
        this.rows = lengths.length;
        Map<Prefix.Part, List<Integer>> sharers = new LinkedHashMap<>();
        int[] own = lengths.clone();
        for (int row = 0; row < parts.size(); row++) {
            Prefix.Part part = parts.get(row);
            if (part != null) {
                own[row] -= part.tokens();
                sharers.computeIfAbsent(part, any -> new ArrayList<>()).add(row);
            }
        }
        this.longest = Arrays.stream(own).max().orElse(0) + 1;
        this.mask = mask(own);
        this.where = Tensors.longs(positions(own));
        List<Integer> all = new ArrayList<>();
        sharers.forEach((part, members) -> {
            groups.add(new Sharers(part, Tensors.longs(longs(members)), members.size()));
            all.addAll(members);
        });
        long[] order = longs(all);
        this.sharing = inOrder(order) ? null : Tensors.longs(order);
    }

    @Override
    public Tensor attend(int layer, Tensor query, Tensor key, Tensor value) {
        write(cache.keys(layer), key);
        write(cache.values(layer), value);
        int shared = cache.keyValueHeads();
        int head = cache.headWidth();
        // the heads that share a key head become the rows of one product: no key is copied
        long group = query.size(1) / shared;
        Tensor grouped = query.view(rows, shared, group, head);
        Attended own = Operators.attention(
                grouped,
                cache.keys(layer).narrow(0, 0, rows).narrow(2, 0, longest),
                cache.values(layer).narrow(0, 0, rows).narrow(2, 0, longest),
                false,
                mask == null ? null : mask.expand(rows, shared, group, longest));
        return (groups.isEmpty() ? own.mixed() : join(own, overPrefixes(layer, grouped))).reshape(rows, -1);
    }

    /** The sharing rows in the groups' order. */
    private Attended overPrefixes(int layer, Tensor query) {
        TensorVector mixed = new TensorVector();
        TensorVector sums = new TensorVector();
        for (Sharers sharers : groups) {
            Attended part = over(layer, query, sharers);
            mixed.push_back(part.mixed());
            sums.push_back(part.logSumExp());
        }
        return new Attended(torch.cat(mixed, 0), torch.cat(sums, 0));
    }

    /** All rows of a group as more rows of one product: [members, kvHeads, group, head]. */
    private Attended over(int layer, Tensor query, Sharers sharers) {
        long shared = query.size(1);
        long group = query.size(2);
        long head = query.size(3);
        long members = sharers.count();
        Tensor asked = (members == rows ? query : query.index_select(0, sharers.rows()))
                .permute(1, 0, 2, 3)
                .reshape(1, shared, members * group, head);
        Attended all = Operators.attention(
                asked,
                sharers.part().keys(layer).unsqueeze(0),
                sharers.part().values(layer).unsqueeze(0),
                false,
                null);
        return new Attended(
                all.mixed().reshape(shared, members, group, head).permute(1, 0, 2, 3),
                all.logSumExp().reshape(shared, members, group).permute(1, 0, 2));
    }

    private Tensor join(Attended own, Attended shared) {
        if (sharing == null) {
            return own.and(shared);
        }
        Attended theirs = new Attended(
                own.mixed().index_select(0, sharing), own.logSumExp().index_select(0, sharing));
        return own.mixed().index_copy(0, sharing, theirs.and(shared));
    }

    private void write(Tensor kept, Tensor fresh) {
        kept.view(-1, cache.headWidth()).index_copy_(0, where, fresh.reshape(-1, cache.headWidth()));
    }

    private long[] positions(int[] own) {
        int heads = cache.keyValueHeads();
        long[] flat = new long[own.length * heads];
        for (int row = 0; row < own.length; row++) {
            for (int head = 0; head < heads; head++) {
                flat[row * heads + head] = ((long) row * heads + head) * cache.capacity() + own[row];
            }
        }
        return flat;
    }

    /** Row r sees its first own[r] + 1 positions: [rows, 1, 1, longest]; null where all are of one length. */
    private @Nullable Tensor mask(int[] own) {
        if (Arrays.stream(own).allMatch(length -> length + 1 == longest)) {
            return null;
        }
        Tensor columns = torch.arange(new Scalar(longest), Tensors.options(ScalarType.Long));
        Tensor last = Tensors.longs(Arrays.stream(own).asLongStream().toArray()).unsqueeze(1);
        Tensor hidden = columns.unsqueeze(0).gt(last);
        return Tensors.zeros(cache.type(), own.length, longest)
                .masked_fill_(hidden, new Scalar(Double.NEGATIVE_INFINITY))
                .unsqueeze(1)
                .unsqueeze(1);
    }

    private boolean inOrder(long[] order) {
        for (int i = 0; i < order.length; i++) {
            if (order[i] != i) {
                return false;
            }
        }
        return order.length == rows;
    }

    private static long[] longs(List<Integer> numbers) {
        return numbers.stream().mapToLong(Integer::longValue).toArray();
    }
}
