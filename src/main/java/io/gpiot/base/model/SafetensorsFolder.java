package io.gpiot.base.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Hugging Face folder: config.json, tokenizer.json and one or more .safetensors files. */
final class SafetensorsFolder {

    /** What else of such a folder the engine may read; the rest stays behind. */
    private static final List<String> SIDE_FILES = List.of(
            "tokenizer_config.json",
            "generation_config.json",
            "special_tokens_map.json",
            "model.safetensors.index.json",
            "chat_template.jinja");

    private SafetensorsFolder() {}

    /** @throws GpiotException USER naming what the folder lacks or which file is cut off */
    static ModelFiles.Inspected inspect(Path folder) {
        List<Path> weightFiles = weightFiles(folder);
        List<String> missing = new ArrayList<>();
        for (String name : List.of("config.json", "tokenizer.json")) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                missing.add(name);
            }
        }
        if (weightFiles.isEmpty()) {
            missing.add("*.safetensors");
        }
        if (!missing.isEmpty()) {
            throw GpiotException.user(
                    folder + " is not a safetensors model folder: it lacks " + String.join(", ", missing));
        }
        requireShards(folder);
        long weights =
                weightFiles.stream().mapToLong(SafetensorsFolder::weights).sum();
        List<Path> files = new ArrayList<>(weightFiles);
        Stream.concat(Stream.of("config.json", "tokenizer.json"), SIDE_FILES.stream())
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .forEach(files::add);
        files.sort(null);
        return new ModelFiles.Inspected(shape(folder.resolve("config.json"), weights), "unknown", files);
    }

    private static List<Path> weightFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** A sharded model names its files in an index: all must be here. */
    private static void requireShards(Path folder) {
        Path index = folder.resolve("model.safetensors.index.json");
        if (Files.isRegularFile(index)) {
            for (JsonNode shard : Json.readFile(index, JsonNode.class).path("weight_map")) {
                if (!Files.isRegularFile(folder.resolve(shard.asText()))) {
                    throw GpiotException.user(folder + " lacks " + shard.asText() + ", which its index names");
                }
            }
        }
    }

    /** How many numbers a file holds; its head is a 64-bit length and that much JSON with offsets from the head's end. */
    private static long weights(Path file) {
        try (LittleEndianInput in = new LittleEndianInput(file)) {
            JsonNode head = Json.MAPPER.readTree(in.readText(in.readLong()));
            long end = 0;
            long weights = 0;
            for (var tensor : head.properties()) {
                if (!tensor.getKey().equals("__metadata__")) {
                    end = Math.max(
                            end, tensor.getValue().path("data_offsets").path(1).asLong());
                    long elements = 1;
                    for (JsonNode dimension : tensor.getValue().path("shape")) {
                        elements *= dimension.asLong();
                    }
                    weights += elements;
                }
            }
            if (in.position() + end > in.size()) {
                throw GpiotException.user(file + " is truncated: it has " + in.size() + " bytes and its head promises "
                        + (in.position() + end) + "; fetch it again");
            }
            return weights;
        } catch (EOFException | JsonProcessingException e) {
            throw GpiotException.user(file + " is not a whole safetensors file: its head cannot be read");
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static ModelShape shape(Path config, long weights) {
        JsonNode node = Json.readFile(config, JsonNode.class);
        String family = node.path("model_type").asText("unknown");
        ModelShape.requireFamily(config.resolveSibling(""), family);
        int heads = node.path("num_attention_heads").asInt();
        int layers = node.path("num_hidden_layers").asInt();
        if (heads <= 0 || layers <= 0) {
            throw GpiotException.user(
                    config + " describes no language model: num_hidden_layers or" + " num_attention_heads is missing");
        }
        return new ModelShape(
                family,
                weights,
                layers,
                node.path("num_key_value_heads").asInt(heads),
                node.path("head_dim").asInt(node.path("hidden_size").asInt() / heads),
                node.path("vocab_size").asInt(),
                node.path("max_position_embeddings").asInt());
    }
}
