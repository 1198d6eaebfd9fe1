package io.gpiot.engine.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds and reads the files of a Hugging Face folder. */
final class FolderFiles {

    private static final long MOST_JSON_BYTES = 256L << 20;

    private FolderFiles() {}

    /** @throws GpiotException USER where the file is missing or no JSON object */
    static JsonNode required(Path folder, String name) {
        JsonNode json = optional(folder, name);
        if (json.isMissingNode()) {
            throw Broken.unsupported(folder, name + " is missing", "copy all of the model's files into the folder");
        }
        return json;
    }

    /** A missing node where there is no such file. */
    static JsonNode optional(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode json = Json.MAPPER.readTree(text(file));
            if (json == null || !json.isObject()) {
                throw Broken.file(file, "it is not a JSON object");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw Broken.file(file, "it is not valid JSON");
        }
    }

    static String text(Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_JSON_BYTES) {
                throw Broken.file(file, "it has " + size + " bytes, at most " + MOST_JSON_BYTES + " make sense");
            }
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The files with weights: those that the index names, else every safetensors file there is. */
    static List<Path> shards(Path folder) {
        JsonNode index = optional(folder, "model.safetensors.index.json");
        TreeSet<String> names = new TreeSet<>();
        if (index.isMissingNode()) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(f -> f.getFileName().toString())
                        .filter(name -> name.endsWith(".safetensors"))
                        .forEach(names::add);
            } catch (IOException e) {
                throw GpiotException.resources("cannot read " + folder + ": " + e.getMessage(), e);
            }
        } else {
            index.path("weight_map").forEach(file -> names.add(file.asText()));
        }
        for (String name : names) {
            // The index comes from outside: it may name files of this folder only.
            if (name.contains("/") || name.contains("\\") || !Files.isRegularFile(folder.resolve(name))) {
                throw Broken.unsupported(folder, name + " is missing", "copy all of the model's files into the folder");
            }
        }
        if (names.isEmpty()) {
            throw Broken.unsupported(
                    folder, "it holds no .safetensors file", "copy all of the model's files into the folder");
        }
        return names.stream().map(folder::resolve).toList();
    }
}
