package io.gpiot.engine.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a Hugging Face folder says of its tokenizer, gathered from five files. */
final class FolderTokenizer {

    private FolderTokenizer() {}

    static TokenizerSource read(Path folder, JsonNode config, int vocabularySize) {
        Path file = folder.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw Broken.unsupported(
                    folder, "tokenizer.json is missing", "copy all of the model's files into the folder");
        }
        JsonNode settings = FolderFiles.optional(folder, "tokenizer_config.json");
        JsonNode generation = FolderFiles.optional(folder, "generation_config.json");
        List<Integer> begins = ids(config.path("bos_token_id"), vocabularySize);
        Set<Integer> ends = new LinkedHashSet<>(ids(config.path("eos_token_id"), vocabularySize));
        ends.addAll(ids(generation.path("eos_token_id"), vocabularySize));
        return new TokenizerSource.TokenizerJson(
                FolderFiles.text(file),
                vocabularySize,
                begins.isEmpty() ? OptionalInt.empty() : OptionalInt.of(begins.getFirst()),
                settings.path("add_bos_token").asBoolean(false),
                List.copyOf(ends),
                chatTemplate(folder, settings));
    }

    /** One id or a list of them. */
    private static List<Integer> ids(JsonNode node, int vocabularySize) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode element : node.isArray() ? node : List.of(node)) {
            int id = element.asInt(-1);
            if (element.isInt() && id >= 0 && id < vocabularySize) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** A file of its own, or a setting: one template, or several by name of which one is the default. */
    private static @Nullable String chatTemplate(Path folder, JsonNode settings) {
        Path own = folder.resolve("chat_template.jinja");
        if (Files.isRegularFile(own)) {
            return FolderFiles.text(own);
        }
        JsonNode template = settings.path("chat_template");
        for (JsonNode named : template.isArray() ? template : List.<JsonNode>of()) {
            if (named.path("name").asText().equals("default")) {
                return named.path("template").asText();
            }
        }
        return template.isTextual() ? template.asText() : null;
    }
}
