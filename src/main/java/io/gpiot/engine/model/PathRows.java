package io.gpiot.engine.model;

import io.gpiot.engine.model.PathWeights.OfBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Which rows of a pass an adapter touches; its products read those rows alone. */
final class PathRows {

    /** No row is touched. */
    static final PathRows NONE = new PathRows(List.of(), List.of());

    private final List<List<OfBlock>> blocks;
    private final List<Lane> lanes;

    /**
     * @param rows that run on the path, or null where all do
     * @param partners for each of them the row that runs the same sequence on the other path; null without coupling
     */
    private record Lane(
            int path, @Nullable Tensor rows, @Nullable Tensor partners) {}

    private PathRows(List<List<OfBlock>> blocks, List<Lane> lanes) {
        this.blocks = blocks;
        this.lanes = lanes;
    }

    /**
     * @param paths of the rows: 0 none, else 1 or 2
     * @param partners of the rows: the row of the same sequence on the other path, or -1
     */
    static PathRows of(@Nullable PathWeights weights, int[] paths, int[] partners) {
        List<Lane> lanes = new ArrayList<>();
        for (int path = 1; weights != null && path <= weights.paths(); path++) {
            int wanted = path;
            long[] rows = IntStream.range(0, paths.length)
                    .filter(row -> paths[row] == wanted)
                    .asLongStream()
                    .toArray();
            if (rows.length > 0) {
                long[] others = new long[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    others[i] = partners[(int) rows[i]];
                }
                lanes.add(new Lane(
                        path,
                        rows.length == paths.length ? null : Tensors.longs(rows),
                        weights.coupled() ? Tensors.longs(others) : null));
            }
        }
        return weights == null || lanes.isEmpty() ? NONE : new PathRows(weights.blocks(), lanes);
    }

    /** Equation 9: adds what the paths' LoRAs make of x to the product, in place. */
    void add(int layer, Function<OfBlock, @Nullable LowRank> site, Tensor x, Tensor product) {
        for (Lane lane : lanes) {
            LowRank lowRank = site.apply(blocks.get(layer).get(lane.path() - 1));
            if (lowRank != null) {
                addRows(lane.rows(), lowRank.apply(chosen(x, lane.rows())), product);
            }
        }
    }

    /** Equation 10: adds what each path takes from the other's normalised state x, in place. */
    void carry(int layer, Tensor x, Tensor product) {
        for (Lane lane : lanes) {
            SwiGlu carried = blocks.get(layer).get(lane.path() - 1).carried();
            if (carried != null && lane.partners() != null) {
                addRows(lane.rows(), carried.apply(chosen(x, lane.partners())), product);
            }
        }
    }

    private static Tensor chosen(Tensor x, @Nullable Tensor rows) {
        return rows == null ? x : x.index_select(0, rows);
    }

    private static void addRows(@Nullable Tensor rows, Tensor delta, Tensor product) {
        if (rows == null) {
            product.add_(delta);
        } else {
            product.index_add_(0, rows, delta);
        }
    }
}
