package io.gpiot.pect;

import io.gpiot.engine.format.TinyModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A recipe with its data and a made model, for tests that tune for real. */
public final class TinyTuning {

    private TinyTuning() {}

    /** Writes model, data and {@code recipe.yaml} into a folder, and gives the recipe's path. */
    public static Path write(Path folder, String method, String training) {
        Path model = TinyModels.gguf(folder, 1);
        lines(folder.resolve("tdd.jsonl"), 24, "Steps of", "filter, then count");
        lines(folder.resolve("cgd.jsonl"), 24, "Code of", "def f(in): return in");
        lines(folder.resolve("development.jsonl"), 6, "Steps for", "filter, then count");
        return text(folder.resolve("recipe.yaml"), """
                base: %s
                data:
                  - {file: %s, path: 1}
                  - {file: %s, path: 2}
                development:
                  - {file: %s, path: 1}
                method: %s
                adapter: {rank: 4}
                training: {maximum_length: 128, tokens_per_step: 500, tokens_per_batch: 300, \
                learning_rate: 1e-3, %s}
                evaluation: {every: 10}
                """.formatted(
                        model,
                        folder.resolve("tdd.jsonl"),
                        folder.resolve("cgd.jsonl"),
                        folder.resolve("development.jsonl"),
                        method,
                        training));
    }

    private static void lines(Path file, int count, String question, String answer) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add("{\"prompt\": \"%s %d\", \"response\": \"%s %d\"}".formatted(question, i, answer, i % 5));
        }
        text(file, String.join("\n", lines) + "\n");
    }

    private static Path text(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
