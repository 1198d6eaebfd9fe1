import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gpiot.base.Progress;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.model.KernelTable;
import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Tensors;
import io.gpiot.engine.model.Threads;
import io.gpiot.engine.model.Transformer;
import io.gpiot.engine.model.WeightLoader;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Our side of {@code greedy_tokens.py}. Each line of input is {"ids": [...], "forced": [...]}: the prompt, and the
 * reference's answer. Our own greedy choice at every position of that answer, and how far the reference's choice is
 * below it, come back. Arguments: model, threads, kernel folder or "bf16" for no integer kernels.
 */
public class GreedyTokens {

    public static void main(String[] arguments) throws Exception {
        Threads.use(Integer.parseInt(arguments[1]), ScalarType.BFloat16);
        GradMode.set_enabled(false);
        ObjectMapper mapper = new ObjectMapper();
        try (ModelFile file = ModelFiles.open(Path.of(arguments[0]))) {
            var weights = new WeightLoader(file, ScalarType.BFloat16).load(Progress.NONE);
            boolean plain = arguments[2].equals("bf16");
            ScalarType attention = plain
                    ? ScalarType.Float
                    : new KernelTable(Path.of(arguments[2])).choose(weights, Progress.NONE);
            Transformer transformer = new Transformer(file.config(), weights, 4096, attention);
            var lines = new BufferedReader(new InputStreamReader(System.in));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode request = mapper.readTree(line);
                System.out.println(mapper.writeValueAsString(
                        follow(transformer, ids(request.get("ids")), ids(request.get("forced")))));
            }
        }
    }

    private static Map<String, Object> follow(Transformer transformer, int[] prompt, int[] forced) {
        int[] chosen = new int[forced.length];
        float[] gaps = new float[forced.length];
        try (KeyValueCache cache = transformer.newCache()) {
            cache.reserve(1, prompt.length + forced.length);
            transformer.prefill(cache, 0, 0, Arrays.copyOf(prompt, prompt.length - 1));
            int last = prompt[prompt.length - 1];
            for (int i = 0; i < forced.length; i++) {
                try (PointerScope scope = new PointerScope()) {
                    float[] logits = Tensors.toFloats(
                            transformer.step(cache, new int[] {last}, new int[] {prompt.length - 1 + i}));
                    int best = 0;
                    for (int token = 1; token < logits.length; token++) {
                        best = logits[token] > logits[best] ? token : best;
                    }
                    chosen[i] = best;
                    gaps[i] = logits[best] - logits[forced[i]];
                }
                last = forced[i];
            }
        }
        return Map.of("chosen", chosen, "gaps", gaps);
    }

    private static int[] ids(JsonNode array) {
        int[] ids = new int[array.size()];
        Arrays.setAll(ids, i -> array.get(i).asInt());
        return ids;
    }
}
