package io.gpiot.pect.plan;

import io.gpiot.pect.data.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Groups examples of like length and one path, so that little is padded and each loss belongs to a path. Grouping happens
 * within a step only: which examples a step has stays random.
 */
final class Batching {

    private Batching() {}

    /** @param mostTokens padded tokens of a batch; an example that is longer is a batch by itself */
    static List<Batch> of(List<Example> examples, int mostTokens) {
        List<Example> sorted = new ArrayList<>(examples);
        // A stable sort: the same examples in the same order give the same batches.
        sorted.sort(Comparator.comparingInt(Example::path)
                .thenComparing(Comparator.comparingInt(Example::length).reversed()));
        List<Batch> batches = new ArrayList<>();
        List<Example> open = new ArrayList<>();
        for (Example example : sorted) {
            boolean full = !open.isEmpty()
                    && (open.getFirst().path() != example.path()
                            || (long) open.getFirst().length() * (open.size() + 1) > mostTokens);
            if (full) {
                batches.add(new Batch(open));
                open.clear();
            }
            open.add(example);
        }
        if (!open.isEmpty()) {
            batches.add(new Batch(open));
        }
        return batches;
    }
}
