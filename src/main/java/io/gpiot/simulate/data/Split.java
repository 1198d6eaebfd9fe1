package io.gpiot.simulate.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which windows programs learn from and which they are judged on.
 *
 * @param train rows, in the order to write
 * @param test rows, in the order to write
 */
public record Split(String name, int[] train, int[] test) {

    /** Tests on the groups that are chosen; rows are shuffled, so that their order tells nothing. */
    public static Split byGroup(String name, Windows windows, IntPredicate tested, long seed) {
        return of(name, row -> tested.test(windows.groups()[row]), windows.count(), new Random(seed));
    }

    /** Random folds in which each class has its share. */
    public static List<Split> folds(String name, Windows windows, int count, long seed) {
        Random random = new Random(seed);
        int[] fold = new int[windows.count()];
        for (int label = 0; label < windows.classes().size(); label++) {
            int[] rows = shuffled(rowsOf(windows.labels(), label), random);
            for (int place = 0; place < rows.length; place++) {
                fold[rows[place]] = place % count;
            }
        }
        return IntStream.range(0, count)
                .mapToObj(number -> of(name + (number + 1), row -> fold[row] == number, windows.count(), random))
                .toList();
    }

    /** Folds that keep groups whole: each group is tested once. */
    public static List<Split> groupFolds(String name, Windows windows, int count, long seed) {
        int[] groups = Arrays.stream(windows.groups()).distinct().sorted().toArray();
        List<Split> splits = new ArrayList<>();
        for (int number = 0; number < Math.min(count, groups.length); number++) {
            int fold = number;
            splits.add(byGroup(
                    name + (number + 1),
                    windows,
                    group -> Arrays.binarySearch(groups, group) % count == fold,
                    seed + number));
        }
        return splits;
    }

    private static Split of(String name, IntPredicate tested, int count, Random random) {
        int[] test = IntStream.range(0, count).filter(tested).toArray();
        int[] train = IntStream.range(0, count).filter(tested.negate()).toArray();
        if (test.length == 0 || train.length == 0) {
            throw new IllegalArgumentException("the split " + name + " leaves nothing to "
                    + (test.length == 0 ? "test on" : "learn from") + " of " + count + " windows");
        }
        return new Split(name, shuffled(train, random), shuffled(test, random));
    }

    private static int[] rowsOf(int[] labels, int label) {
        return IntStream.range(0, labels.length)
                .filter(row -> labels[row] == label)
                .toArray();
    }

    private static int[] shuffled(int[] rows, Random random) {
        int[] result = rows.clone();
        for (int last = result.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int kept = result[last];
            result[last] = result[other];
            result[other] = kept;
        }
        return result;
    }
}
