package io.gpiot.engine.model;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Up to how many rows int8 beats the compute type, for each shape, measured on this CPU and remembered in a file. A
 * product of r rows reads all weights once: with few rows the bytes decide, with many the arithmetic.
 */
public final class KernelTable {

    private static final int[] ROWS = {1, 2, 4, 8};
    private static final int REPEATS = 7;

    private final Path file;
    private final Map<String, Integer> integerRows;

    /** @param folder where the measurements of this machine are kept */
    public KernelTable(Path folder) {
        this.file = folder.resolve("kernels-" + Integer.toHexString(machine().hashCode()) + ".json");
        this.integerRows = read(file);
    }

    /** Measures what is not known yet and sets every product's kernel. */
    public void choose(Weights weights, Progress progress) {
        List<Linear> products = weights.products();
        long unknown = products.stream()
                .map(KernelTable::key)
                .distinct()
                .filter(key -> !integerRows.containsKey(key))
                .count();
        if (unknown > 0) {
            try (Progress.Task task = progress.start("measuring kernels on this CPU", unknown, "shapes")) {
                int done = 0;
                for (Linear product : products) {
                    if (!integerRows.containsKey(key(product))) {
                        integerRows.put(key(product), measure(product));
                        task.at(++done);
                    }
                }
            }
            Json.writeFile(file, integerRows);
        }
        products.forEach(product -> product.useIntegerUpTo(integerRows.getOrDefault(key(product), 0)));
    }

    private static String key(Linear product) {
        return product.outputs() + "x" + product.inputs() + " "
                + product.weight().scalar_type().intern();
    }

    /** The largest number of rows up to which int8 is at least a tenth faster at each measured number. */
    private static int measure(Linear product) {
        int best = 0;
        for (int rows : ROWS) {
            try (PointerScope scope = new PointerScope()) {
                Tensor x = torch.randn(
                        new long[] {rows, product.inputs()},
                        Tensors.options(product.weight().scalar_type()));
                List<Double> plain = new ArrayList<>();
                List<Double> integer = new ArrayList<>();
                for (int repeat = 0; repeat < REPEATS; repeat++) {
                    product.useIntegerUpTo(rows);
                    integer.add(seconds(product, x));
                    product.useIntegerUpTo(-1);
                    plain.add(seconds(product, x));
                }
                if (median(integer) > 0.9 * median(plain)) {
                    break;
                }
                best = rows;
            }
        }
        return best;
    }

    private static double seconds(Linear product, Tensor x) {
        try (PointerScope scope = new PointerScope()) {
            product.apply(x);
            long start = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                product.apply(x);
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
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
