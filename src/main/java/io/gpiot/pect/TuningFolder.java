package io.gpiot.pect;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.pect.data.Corpus;
import io.gpiot.pect.recipe.Recipe;
import io.gpiot.pect.recipe.Recipes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tuning's folder: {@code recipe.yaml} with every default filled in, {@code data.json} (base, hashes and counts of the
 * files), {@code rejected.jsonl}, {@code metrics.jsonl}, {@code curves.png}, {@code checkpoints/}, {@code adapter/}. One
 * process works in it at a time.
 */
final class TuningFolder implements AutoCloseable {

    private final Path folder;
    private final FileChannel channel;

    private TuningFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** @throws GpiotException USER where another process tunes in it, RESOURCES where it cannot be made */
    static TuningFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw GpiotException.user("another gpiot tunes in " + folder + "; give another folder with --out");
            }
            return new TuningFolder(folder, channel);
        } catch (IOException e) {
            throw GpiotException.resources("cannot make the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return folder;
    }

    /** Writes down what is tuned on what. */
    void describe(Recipe recipe, Tuning.Base base, Corpus training, Corpus development) {
        Json.writeText(folder.resolve("recipe.yaml"), Recipes.toYaml(recipe));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("base", base.id());
        data.put("base_sha256", base.sha256());
        data.put("training", training.files());
        data.put("development", development.files());
        data.put("training_tokens", training.tokens());
        data.put("training_answer_tokens", training.answerTokens());
        Json.writeFile(folder.resolve("data.json"), data);
        StringBuilder rejected = new StringBuilder();
        for (Corpus corpus : List.of(training, development)) {
            corpus.rejected()
                    .forEach(line -> rejected.append(
                                    Json.MAPPER.valueToTree(line).toString())
                            .append('\n'));
        }
        Json.writeText(folder.resolve("rejected.jsonl"), rejected.toString());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw GpiotException.resources("cannot close " + folder + ": " + e.getMessage(), e);
        }
    }
}
