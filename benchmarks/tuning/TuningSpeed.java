import com.fasterxml.jackson.databind.SerializationFeature;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.model.ModelStore;
import io.gpiot.pect.TunableLearners;
import io.gpiot.pect.Tuning;
import io.gpiot.pect.data.Example;
import io.gpiot.pect.plan.Curriculum;
import io.gpiot.pect.recipe.Recipe;
import io.gpiot.pect.recipe.Recipes;
import io.gpiot.pect.train.DryRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Our side of {@code tuning_speed.py}: steps of rows x length random tokens, half of each row its answer. Arguments: GGUF
 * file, method (lora or pect), rank, rows, length, steps, threads, checkpointing. Prints one line of JSON.
 */
public class TuningSpeed {

    public static void main(String[] arguments) throws Exception {
        String method = arguments[1];
        int rows = Integer.parseInt(arguments[3]);
        int length = Integer.parseInt(arguments[4]);
        int steps = Integer.parseInt(arguments[5]);
        int threads = Integer.parseInt(arguments[6]);
        int tokens = rows * length;
        Recipe recipe = Recipes.parse("""
                base: %s
                data: [{file: random, path: 1}]
                method: %s
                adapter: {rank: %s, bottleneck: %s}
                training: {tokens_per_step: %d, tokens_per_batch: %d, maximum_length: %d, checkpointing: %s}
                """.formatted(
                        arguments[0], method, arguments[2], arguments[2], tokens, tokens, length, arguments[7])
                .replace(method.equals("lora") ? ", bottleneck: " + arguments[2] : "nothing", ""));
        Random random = new Random(1);
        // all on one path, so that a step is one batch as PEFT's is
        List<Example> examples = Stream.generate(() ->
                        new Example(random.ints(length, 100, 40_000).toArray(), length / 2, 1))
                .limit(4L * rows)
                .toList();
        Curriculum curriculum =
                new Curriculum(examples, 1, recipe.training().tokensPerStep(), recipe.training().tokensPerBatch());
        Path model = Path.of(arguments[0]);
        var base = new Tuning.Base("base", model, ModelStore.sha256(model, Progress.NONE));
        var learners = new TunableLearners(threads, Files.createTempDirectory("kernels"));
        try (var learner = learners.open(base, recipe, Progress.NONE)) {
            DryRun.Report report = DryRun.run(
                    learner,
                    curriculum,
                    curriculum.step(0).batches().getFirst(),
                    recipe.training(),
                    steps,
                    () -> false,
                    Progress.NONE);
            System.out.println(Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
        }
    }
}
