package io.gpiot.engine.model;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Which kernels are fast on this CPU, measured and remembered in a file. For each shape of a product, up to how many rows
 * int8 beats the compute type: r rows read all weights once, so with few rows the bytes decide, with many the
 * arithmetic. For attention, whether it computes in bf16 or in float: without AMX the bf16 kernel is many times slower.
 */
public final class KernelTable {

    private static final int[] ROWS = {1, 2, 4, 8};
    private static final int REPEATS = 5;

    /** Matrices of one shape are read in turn until they exceed any cache, as the layers of a model do. */
    private static final long BEYOND_CACHES = 64L << 20;

    private static final String ATTENTION = "attention in bf16";

    private final Path file;
    private final Map<String, Integer> known;

    /** @param folder where the measurements of this machine are kept */
    public KernelTable(Path folder) {
        this.file = folder.resolve("kernels-" + Integer.toHexString(machine().hashCode()) + ".json");
        this.known = read(file);
    }

    /**
     * Measures what is not known yet, and sets every product's kernel.
     *
     * @return the type for {@link Transformer}'s attention
     */
    public ScalarType choose(Weights weights, Progress progress) {
        Map<String, List<Linear>> shapes =
                weights.products().stream().collect(groupingBy(KernelTable::key, LinkedHashMap::new, toList()));
        List<String> unknown =
                shapes.keySet().stream().filter(key -> !known.containsKey(key)).toList();
        if (!unknown.isEmpty() || !known.containsKey(ATTENTION)) {
            try (Progress.Task task = progress.start("measuring kernels on this CPU", unknown.size() + 1L, "kernels")) {
                int done = 0;
                for (String key : unknown) {
                    known.put(key, measure(beyondCaches(shapes.getOrDefault(key, List.of()))));
                    task.at(++done);
                }
                known.put(ATTENTION, measureAttention());
                task.at(++done);
            }
            Json.writeFile(file, known);
        }
        shapes.forEach(
                (key, products) -> products.forEach(product -> product.useIntegerUpTo(known.getOrDefault(key, 0))));
        return known.getOrDefault(ATTENTION, 0) == 1 ? ScalarType.BFloat16 : ScalarType.Float;
    }

    private static String key(Linear product) {
        return product.outputs() + "x" + product.inputs() + " "
                + product.weight().scalar_type().intern();
    }

    private static List<Linear> beyondCaches(List<Linear> products) {
        long bytes = products.getFirst().weight().nbytes();
        return products.subList(0, (int) Math.min(products.size(), BEYOND_CACHES / bytes + 1));
    }

    /** The largest number of rows up to which int8 is at least a tenth faster at each measured number. */
    private static int measure(List<Linear> products) {
        int best = 0;
        for (int rows : ROWS) {
            try (PointerScope scope = new PointerScope()) {
                Linear first = products.getFirst();
                Tensor x = torch.randn(
                        new long[] {rows, first.inputs()},
                        Tensors.options(first.weight().scalar_type()));
                double integer = seconds(() -> products.forEach(product -> {
                    product.useIntegerUpTo(rows);
                    product.apply(x);
                }));
                double plain = seconds(() -> products.forEach(product -> {
                    product.useIntegerUpTo(-1);
                    product.apply(x);
                }));
                if (integer > 0.9 * plain) {
                    break;
                }
                best = rows;
            }
        }
        return best;
    }

    /** 1 where a chunk of 256 tokens is attended to faster in bf16 than in float. */
    private static int measureAttention() {
        return attentionSeconds(ScalarType.BFloat16) < attentionSeconds(ScalarType.Float) ? 1 : 0;
    }

    private static double attentionSeconds(ScalarType type) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.randn(new long[] {1, 8, 256, 64}, Tensors.options(type));
            return seconds(() -> Operators.attention(x, x, x, true, null));
        }
    }

    /** The median of several runs, after one that counts not. */
    private static double seconds(Runnable work) {
        List<Double> all = new ArrayList<>();
        for (int repeat = 0; repeat <= REPEATS; repeat++) {
            try (PointerScope scope = new PointerScope()) {
                long start = System.nanoTime();
                work.run();
                all.add((System.nanoTime() - start) / 1e9);
            }
        }
        return all.subList(1, all.size()).stream().sorted().toList().get(REPEATS / 2);
    }

    private static Map<String, Integer> read(Path file) {
        try {
            return Files.exists(file)
                    ? Json.MAPPER.readValue(file.toFile(), new TypeReference<TreeMap<String, Integer>>() {})
                    : new TreeMap<>();
        } catch (IOException e) {
            return new TreeMap<>(); // a broken cache is measured anew
        }
    }

    /** What a measurement holds for: the processor, its features, the number of threads. */
    private static String machine() {
        try {
            return torch.get_num_threads() + " "
                    + Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                            .filter(line -> line.startsWith("model name") || line.startsWith("flags"))
                            .distinct()
                            .toList();
        } catch (IOException e) {
            return torch.get_num_threads() + System.getProperty("os.arch") + Arrays.toString(ROWS);
        }
    }
}
