import io.gpiot.base.Progress;
import io.gpiot.engine.adapter.AdapterParameters;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.InferenceWeights;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.model.KernelTable;
import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Streams;
import io.gpiot.engine.model.Threads;
import io.gpiot.engine.model.Transformer;
import io.gpiot.engine.model.WeightLoader;
import io.gpiot.engine.model.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What adapters cost while decoding: seconds a step of the base, of a plain LoRA and of PECT on both paths, one after the other
 * in each round, so that what disturbs disturbs all. The rows answer on path 1.
 *
 * <pre>
 * java --enable-native-access=ALL-UNNAMED -cp "target/gpiot.jar:target/lib/*" benchmarks/tuning/AdapterDecode.java MODEL.gguf [ROWS [ROUNDS]]
 * </pre>
 */
public class AdapterDecode {

    private static final int PROMPT = 64;
    private static final int STEPS = 24;

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 7;
        Threads.use(Runtime.getRuntime().availableProcessors(), ScalarType.BFloat16);
        GradMode.set_enabled(false);
        try (ModelFile file = ModelFiles.open(Path.of(arguments[0]))) {
            Weights weights = new WeightLoader(file, ScalarType.BFloat16).load(Progress.NONE);
            ScalarType attention =
                    new KernelTable(Files.createTempDirectory("kernels")).choose(weights, Progress.NONE);
            AdapterSettings pect = AdapterSettings.pect(file.config());
            Map<String, Transformer> transformers = new LinkedHashMap<>();
            Map<String, Streams> streams = new LinkedHashMap<>();
            for (String name : List.of("base", "LoRA", "PECT")) {
                Transformer transformer = new Transformer(file.config(), weights, 1024, attention);
                if (!name.equals("base")) {
                    AdapterSettings settings = name.equals("PECT") ? pect : AdapterSettings.lora(file.config());
                    transformer.use(InferenceWeights.of(
                            AdapterParameters.initial(settings, file.config(), 1),
                            settings,
                            file.config(),
                            ScalarType.BFloat16));
                }
                transformers.put(name, transformer);
                streams.put(name, streams(name, rows));
            }
            Map<String, List<Double>> seconds = new LinkedHashMap<>();
            for (int round = -1; round < rounds; round++) { // the first one warms up
                for (String name : transformers.keySet()) {
                    double taken = decode(transformers.get(name), streams.get(name));
                    if (round >= 0) {
                        seconds.computeIfAbsent(name, each -> new ArrayList<>()).add(taken);
                    }
                }
            }
            double base = median(seconds.get("base"));
            System.out.printf("%d rows, rank and bottleneck %d, median of %d rounds%n", rows, pect.rank(), rounds);
            seconds.forEach((name, all) -> System.out.printf(
                    "%-5s %7.2f ms a step, %6.1f tokens/s, %.2f x the base%n",
                    name, 1000 * median(all), rows / median(all), median(all) / base));
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** PECT's rows stand side by side with their other path, as a batch has them. */
    private static Streams streams(String name, int rows) {
        if (name.equals("base")) {
            return Streams.plain(rows);
        }
        int each = name.equals("PECT") ? 2 : 1;
        int[] paths = new int[each * rows];
        int[] partners = new int[each * rows];
        int[] answering = new int[rows];
        for (int stream = 0; stream < paths.length; stream++) {
            paths[stream] = 1 + stream % each;
            partners[stream] = each == 2 ? stream ^ 1 : -1;
        }
        Arrays.setAll(answering, row -> each * row);
        return new Streams(paths, partners, answering);
    }

    /** Seconds a step. */
    private static double decode(Transformer transformer, Streams streams) {
        int count = streams.paths().length;
        int each = count / streams.answering().length;
        try (KeyValueCache cache = transformer.newCache()) {
            cache.reserve(count, PROMPT + STEPS + 1);
            int[] prompt = new Random(1).ints(PROMPT, 100, 40_000).toArray();
            transformer.prefill(cache, 0, 0, prompt, Arrays.copyOf(streams.paths(), each), null);
            for (int stream = each; stream < count; stream++) {
                cache.copyPrefix(stream % each, stream, PROMPT);
            }
            int[] lengths = new int[count];
            Arrays.fill(lengths, PROMPT);
            int[] last = new int[count];
            Arrays.setAll(last, stream -> 100 + stream / each);
            long begun = System.nanoTime();
            for (int step = 0; step < STEPS; step++) {
                try (PointerScope scope = new PointerScope()) {
                    transformer.step(cache, last, lengths, streams);
                }
                Arrays.setAll(lengths, stream -> lengths[stream] + 1);
            }
            return (System.nanoTime() - begun) / 1e9 / STEPS;
        }
    }
}
