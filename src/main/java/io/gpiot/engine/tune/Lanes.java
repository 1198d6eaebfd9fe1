package io.gpiot.engine.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Which path packed tokens run on: those of path-1 samples come first, so a path has at most one segment.
 *
 * @param own whether every sample runs on its own path, and not on the other
 */
record Lanes(boolean own, List<Segment> segments) {

    /** Tokens from..from+count-1 run on this path. */
    record Segment(int path, long from, long count) {}

    /** @param firstTokens tokens of path-1 samples @param secondTokens tokens of path-2 samples */
    static Lanes own(long firstTokens, long secondTokens) {
        return new Lanes(true, segments(1, firstTokens, 2, secondTokens));
    }

    /** Every sample on the path that is not its own. */
    static Lanes other(long firstTokens, long secondTokens) {
        return new Lanes(false, segments(2, firstTokens, 1, secondTokens));
    }

    private static List<Segment> segments(int pathOfFirst, long first, int pathOfSecond, long second) {
        List<Segment> segments = new ArrayList<>();
        if (first > 0) {
            segments.add(new Segment(pathOfFirst, 0, first));
        }
        if (second > 0) {
            segments.add(new Segment(pathOfSecond, first, second));
        }
        return List.copyOf(segments);
    }

    /** Each segment's rows of x through its path's function, put together again. */
    Tensor map(Tensor x, BiFunction<Integer, Tensor, Tensor> function) {
        if (segments.size() == 1) {
            return function.apply(segments.getFirst().path(), x);
        }
        TensorVector results = new TensorVector();
        for (Segment segment : segments) {
            results.push_back(function.apply(segment.path(), x.narrow(0, segment.from(), segment.count())));
        }
        return torch.cat(results, 0);
    }
}
