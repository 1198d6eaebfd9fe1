package io.gpiot.simulate.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Labelled windows, each split of which is a case. They are read or made when first needed. */
public final class LabelledData implements SensorData {

    private final String origin;
    private final boolean simulated;
    private final String key;
    private final Supplier<Windows> source;
    private final Function<Windows, List<Split>> cut;
    private @Nullable Windows windows;
    private List<Split> splits = List.of();

    public LabelledData(
            String origin,
            boolean simulated,
            String key,
            Supplier<Windows> source,
            Function<Windows, List<Split>> cut) {
        this.origin = origin;
        this.simulated = simulated;
        this.key = key;
        this.source = source;
        this.cut = cut;
    }

    /** Windows whose groups are repetitions: the last third is tested; and random folds, which are easier. */
    public static List<Split> byRepetition(Windows windows, int folds) {
        int last = java.util.Arrays.stream(windows.groups()).max().orElse(0);
        List<Split> splits = new java.util.ArrayList<>();
        splits.add(Split.byGroup("repetitions", windows, group -> group > 2 * last / 3, 1));
        splits.addAll(Split.folds("random-", windows, folds, 1));
        return splits;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public boolean simulated() {
        return simulated;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public List<String> cases() {
        windows();
        return splits.stream().map(Split::name).toList();
    }

    @Override
    public DataCase write(String name, Path data, Path truth) {
        Windows all = windows();
        Split split = splits.get(cases().indexOf(name));
        return WindowFiles.write(all, split, data, truth);
    }

    public Windows windows() {
        Windows known = windows;
        if (known == null) {
            known = source.get();
            splits = cut.apply(known);
            windows = known;
        }
        return known;
    }
}
