package io.gpiot.pect.train;

import io.gpiot.base.Progress;
import io.gpiot.pect.data.Example;
import io.gpiot.pect.plan.Curriculum;
import io.gpiot.pect.recipe.Recipe;
import io.gpiot.pect.recipe.Recipes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A small tuning for tests. */
final class Tiny {

    /** 200 examples whose answers can be learned: each path counts on by a number of its own. */
    static List<Example> examples(int count, long seed) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int path = 1 + random.nextInt(2);
            int[] tokens = new int[8 + random.nextInt(12)];
            tokens[0] = random.nextInt(20);
            for (int at = 1; at < tokens.length; at++) {
                tokens[at] = (tokens[at - 1] + 3 * path) % 20;
            }
            examples.add(new Example(tokens, 4, path));
        }
        return examples;
    }

    static Recipe recipe(String training, String evaluation) {
        return Recipes.parse("base: tiny\ndata: [{file: a.jsonl, path: 1}]\ndevelopment: [{file: b.jsonl, path: 1}]\n"
                + "training: {tokens_per_step: 120, tokens_per_batch: 64, maximum_length: 64, learning_rate: 0.01, "
                + training + "}\nevaluation: {" + evaluation + "}\n");
    }

    static Identity identity(Recipe recipe) {
        SequencedMap<String, String> facts = new TreeMap<>();
        facts.put("recipe", Recipes.toYaml(recipe));
        return new Identity(facts);
    }

    static Curriculum curriculum(Recipe recipe) {
        return new Curriculum(examples(60, 1), recipe.training().seed(), 120, 64);
    }

    static Trainer trainer(Recipe recipe, Learner learner, Path folder, Consumer<String> says) {
        return trainer(recipe, learner, folder, TaskMetrics.NONE, says);
    }

    static Trainer trainer(Recipe recipe, Learner learner, Path folder, TaskMetrics metrics, Consumer<String> says) {
        return trainer(recipe, learner, folder, metrics, () -> false, says);
    }

    static Trainer trainer(
            Recipe recipe,
            Learner learner,
            Path folder,
            TaskMetrics metrics,
            BooleanSupplier stop,
            Consumer<String> says) {
        var parts = new Trainer.Parts(
                learner,
                curriculum(recipe),
                Curriculum.inBatches(examples(20, 2), 64),
                metrics,
                (adapter, parameters) -> write(adapter.resolve("adapter.txt"), bytes(parameters)),
                1,
                stop);
        return new Trainer(recipe, identity(recipe), parts, folder, Progress.NONE, says);
    }

    /** All numbers of all parameters, exactly. */
    static String bytes(Map<String, org.bytedeco.pytorch.Tensor> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, tensor) -> {
            text.append(name);
            for (float value : io.gpiot.engine.model.Tensors.toFloats(tensor.detach())) {
                text.append(' ').append(Integer.toHexString(Float.floatToRawIntBits(value)));
            }
            text.append('\n');
        });
        return text.toString();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tiny() {}
}
