package io.gpiot.engine.model;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Which kernels are fast on this CPU, measured and remembered in a file. For each shape of a product: whether packing it
 * pays, whether few rows should be filled up, and up to how many rows int8 beats that: r rows read all weights once, so
 * with few rows the bytes decide, with many the arithmetic. For attention, whether it computes in bf16 or in float: without AMX the bf16 kernel is many times slower.
 */
public final class KernelTable {

    private static final int[] ROWS = {1, 2, 4, 8, 16};
    private static final int FILLED_UP = 2;

    /** An int8 copy takes half as much memory again: a little faster is not enough. */
    private static final double WORTH_MEMORY = 0.6;

    private static final double AS_LONG = 1.4;
    private static final int REPEATS = 7;

    /** Matrices of one shape are read in turn until they exceed any cache, as the layers of a model do. */
    private static final long BEYOND_CACHES = 64L << 20;

    /** What is remembered. */
    record Known(Map<String, Kernel> products, @Nullable Boolean bf16Attention) {

        /** @param products null where the file is of another version */
        Known(@Nullable Map<String, Kernel> products, @Nullable Boolean bf16Attention) {
            this.products = products == null ? Map.of() : products;
            this.bf16Attention = bf16Attention;
        }
    }

    private final Path file;
    private final Map<String, Kernel> products;
    private @Nullable Boolean bf16Attention;

    /** @param folder where the measurements of this machine are kept */
    public KernelTable(Path folder) {
        this.file = folder.resolve("kernels-" + Integer.toHexString(machine().hashCode()) + ".json");
        Known known = read(file);
        this.products = new TreeMap<>(known.products());
        this.bf16Attention = known.bf16Attention();
    }

    /**
     * Measures what is not known yet, and sets every product's kernel.
     *
     * @return the type for {@link Transformer}'s attention
     */
    public ScalarType choose(Weights weights, Progress progress) {
        Map<String, List<Linear>> shapes =
                weights.products().stream().collect(groupingBy(KernelTable::key, LinkedHashMap::new, toList()));
        List<String> unknown = shapes.keySet().stream()
                .filter(key -> !products.containsKey(key))
                .toList();
        Boolean attention = bf16Attention;
        if (!unknown.isEmpty() || attention == null) {
            String label = "measuring kernels on this CPU, once";
            try (Progress.Task task = progress.start(label, unknown.size() + 1L, "kernels")) {
                int done = 0;
                for (String key : unknown) {
                    products.put(key, measure(beyondCaches(shapes.getOrDefault(key, List.of()))));
                    Json.writeFile(file, new Known(products, attention));
                    task.at(++done);
                }
                attention = bf16IsFast();
                bf16Attention = attention;
                task.at(++done);
            }
            Json.writeFile(file, new Known(products, attention));
        }
        shapes.forEach((key, same) -> same.forEach(product -> product.use(products.getOrDefault(key, Kernel.PLAIN))));
        return attention ? ScalarType.BFloat16 : ScalarType.Float;
    }

    /** The type for {@link Transformer}'s attention, where products stay as they are. */
    public ScalarType attention() {
        Boolean fast = bf16Attention;
        if (fast == null) {
            fast = bf16IsFast();
            bf16Attention = fast;
            Json.writeFile(file, new Known(products, fast));
        }
        return fast ? ScalarType.BFloat16 : ScalarType.Float;
    }

    private static boolean bf16IsFast() {
        return attentionSeconds(ScalarType.BFloat16) < attentionSeconds(ScalarType.Float);
    }

    private static String key(Linear product) {
        return product.outputs() + "x" + product.inputs() + " " + product.type();
    }

    private static List<Linear> beyondCaches(List<Linear> products) {
        long bytes = products.getFirst().weight().nbytes();
        return products.subList(0, (int) Math.min(products.size(), BEYOND_CACHES / bytes + 1));
    }

    private static Kernel measure(List<Linear> products) {
        double[] plain = seconds(products, Kernel.PLAIN);
        double[] packed = seconds(products, new Kernel(true, 1, 0, 1));
        boolean pack = Arrays.stream(packed).sum() < Arrays.stream(plain).sum();
        double[] floating = pack ? packed : plain;
        int least = floating[FILLED_UP] < floating[0] ? ROWS[FILLED_UP] : 1;
        double[] integer = seconds(products, new Kernel(false, 1, Integer.MAX_VALUE, 1));
        double single = Math.min(floating[0], floating[FILLED_UP]);
        int integerRows = 0;
        for (int i = 0; i < ROWS.length; i++) {
            double rival = floating[ROWS[i] < least ? FILLED_UP : i];
            if (integer[i] > WORTH_MEMORY * rival) {
                break;
            }
            integerRows = ROWS[i];
            single = Math.min(single, integer[0]);
        }
        int free = 1;
        for (int i = 1; i < ROWS.length; i++) {
            double seconds = ROWS[i] <= integerRows ? integer[i] : floating[i];
            free = seconds < AS_LONG * single ? ROWS[i] : free;
        }
        return new Kernel(pack, least, integerRows, free);
    }

    /** Seconds that copies of the products with this kernel take, for each of {@link #ROWS}. */
    private static double[] seconds(List<Linear> products, Kernel kernel) {
        List<Linear> copies =
                products.stream().map(product -> product.with(kernel)).toList();
        double[] seconds = new double[ROWS.length];
        for (int i = 0; i < ROWS.length; i++) {
            try (PointerScope scope = new PointerScope()) {
                Tensor x = torch.randn(
                        new long[] {ROWS[i], copies.getFirst().inputs()},
                        Tensors.options(copies.getFirst().type()));
                seconds[i] = seconds(() -> copies.forEach(copy -> copy.apply(x)));
            }
        }
        copies.forEach(Linear::close);
        return seconds;
    }

    /** A chunk of 256 tokens. */
    private static double attentionSeconds(ScalarType type) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.randn(new long[] {1, 8, 256, 64}, Tensors.options(type));
            return seconds(() -> Operators.attention(x, x, x, true, null));
        }
    }

    /** The shortest of several runs: what disturbs only adds. */
    private static double seconds(Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            try (PointerScope scope = new PointerScope()) {
                long start = System.nanoTime();
                work.run();
                best = Math.min(best, (System.nanoTime() - start) / 1e9);
            }
        }
        return best;
    }

    private static Known read(Path file) {
        try {
            return Files.exists(file) ? Json.MAPPER.readValue(file.toFile(), Known.class) : new Known(Map.of(), null);
        } catch (IOException e) {
            return new Known(Map.of(), null); // a broken cache is measured anew
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
