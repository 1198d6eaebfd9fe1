import io.gpiot.base.Progress;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.model.KernelTable;
import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Threads;
import io.gpiot.engine.model.Transformer;
import io.gpiot.engine.model.WeightLoader;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Our side of {@code engine_speed.py}: reads "prefill N" or "decode ROWS PROMPT TOKENS" lines, answers each with tokens a
 * second. Arguments: GGUF file, threads, folder of kernel measurements.
 */
public class EngineSpeed {

    public static void main(String[] arguments) throws Exception {
        Threads.use(Integer.parseInt(arguments[1]), ScalarType.BFloat16);
        GradMode.set_enabled(false);
        try (ModelFile file = ModelFiles.open(Path.of(arguments[0]))) {
            var weights = new WeightLoader(file, ScalarType.BFloat16).load(Progress.NONE);
            var attention = new KernelTable(Path.of(arguments[2])).choose(weights, Progress.NONE);
            Transformer transformer = new Transformer(file.config(), weights, 4096, attention);
            System.out.println("ready");
            var lines = new BufferedReader(new InputStreamReader(System.in));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                int first = Integer.parseInt(words[1]);
                double speed = words[0].equals("prefill")
                        ? prefill(transformer, first)
                        : decode(transformer, first, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                System.out.println(speed);
            }
        }
    }

    private static double prefill(Transformer transformer, int tokens) {
        try (KeyValueCache cache = transformer.newCache()) {
            cache.reserve(1, tokens + 1);
            int[] prompt = prompt(transformer, tokens);
            long start = System.nanoTime();
            transformer.prefill(cache, 0, 0, Arrays.copyOf(prompt, tokens - 1));
            step(transformer, cache, new int[] {prompt[tokens - 1]}, new int[] {tokens - 1});
            return tokens / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static double decode(Transformer transformer, int rows, int promptTokens, int tokens) {
        try (KeyValueCache cache = transformer.newCache()) {
            cache.reserve(rows, promptTokens + tokens + 1);
            int[] prompt = prompt(transformer, promptTokens);
            transformer.prefill(cache, 0, 0, prompt);
            for (int row = 1; row < rows; row++) {
                cache.copyPrefix(0, row, promptTokens);
            }
            int[] last = new Random(rows).ints(rows, 100, 20_000).toArray();
            int[] lengths = new int[rows];
            Arrays.fill(lengths, promptTokens);
            long start = System.nanoTime();
            for (int token = 0; token < tokens; token++) {
                last = step(transformer, cache, last, lengths);
                Arrays.setAll(lengths, row -> lengths[row] + 1);
            }
            return rows * tokens / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static int[] step(Transformer transformer, KeyValueCache cache, int[] last, int[] lengths) {
        try (PointerScope scope = new PointerScope()) {
            Tensor best = torch.argmax(transformer.step(cache, last, lengths), new LongOptional(1), false);
            long[] chosen = new long[last.length];
            new LongPointer(best.data_ptr()).get(chosen);
            return Arrays.stream(chosen).mapToInt(Math::toIntExact).toArray();
        }
    }

    private static int[] prompt(Transformer transformer, int tokens) {
        return new Random(1)
                .ints(tokens, 100, Math.min(40_000, transformer.config().vocabularySize()))
                .toArray();
    }
}
