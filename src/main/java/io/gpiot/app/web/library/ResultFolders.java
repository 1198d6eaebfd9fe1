package io.gpiot.app.web.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.app.web.ApiError;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.bench.report.BenchReport;
import io.gpiot.engine.adapter.Adapter;
import io.gpiot.engine.adapter.AdapterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder under which {@code gpiot tune} and {@code gpiot bench} wrote theirs; read anew at each request, so a tuning under
 * way is seen to go on.
 *
 * @param root may be missing
 */
public record ResultFolders(Path root) {

    private static final String METRICS = "metrics.jsonl";

    /** @param steps the last one that was written down */
    record TuningShown(String name, String base, long steps, boolean done) {}

    record BenchShown(String name, String suite, String model, boolean adapter, String started) {}

    /**
     * @param fits whether it was tuned on the model that is served
     * @param loaded whether it is served now
     */
    record AdapterShown(String name, int rank, String sha256, boolean fits, boolean loaded) {}

    List<TuningShown> tunings() {
        List<TuningShown> shown = new ArrayList<>();
        for (Path folder : with(METRICS)) {
            List<JsonNode> lines = lines(folder.resolve(METRICS));
            long steps = lines.isEmpty() ? 0 : lines.getLast().path("step").asLong();
            Path data = folder.resolve("data.json");
            String base = Files.isRegularFile(data)
                    ? Json.readFile(data, JsonNode.class).path("base").asText()
                    : "";
            shown.add(new TuningShown(name(folder), base, steps, Files.isDirectory(folder.resolve("adapter"))));
        }
        return shown;
    }

    /** Whole lines of its metrics, in order. */
    List<JsonNode> metrics(String name) {
        return lines(folder(name, METRICS).resolve(METRICS));
    }

    List<BenchShown> benches() {
        List<BenchShown> shown = new ArrayList<>();
        for (Path folder : with(BenchReport.SUMMARY)) {
            JsonNode result = Json.readFile(folder.resolve(BenchReport.RESULT), JsonNode.class);
            JsonNode subject = result.path("subject");
            shown.add(new BenchShown(
                    name(folder),
                    result.path("suite").asText(),
                    subject.path("model").asText(),
                    !subject.path("adapter").asText().isEmpty(),
                    result.path("started").asText()));
        }
        return shown;
    }

    JsonNode bench(String name) {
        return Json.readFile(folder(name, BenchReport.SUMMARY).resolve(BenchReport.SUMMARY), JsonNode.class);
    }

    Path benchPage(String name) {
        return folder(name, BenchReport.PAGE).resolve(BenchReport.PAGE);
    }

    List<AdapterShown> adapters(String base, String loaded) {
        List<AdapterShown> shown = new ArrayList<>();
        for (Path folder : with("adapter/adapter_model.safetensors")) {
            try {
                Adapter adapter = AdapterFile.read(folder.resolve("adapter"));
                String sha256 = adapter.sha256();
                boolean fits = adapter.baseSha256().map(base::equals).orElse(true);
                shown.add(
                        new AdapterShown(name(folder), adapter.settings().rank(), sha256, fits, sha256.equals(loaded)));
            } catch (GpiotException e) {
                continue; // half written, or of another version
            }
        }
        return shown;
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }

    /** Folders that have such a file, by name. */
    private List<Path> with(String file) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(root)) {
            return found.filter(folder -> Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw GpiotException.resources("cannot list the folder of results: " + e.getMessage(), e);
        }
    }

    /** One of those that are listed, whatever name was asked for. */
    private Path folder(String name, String file) {
        return with(file).stream()
                .filter(folder -> name(folder).equals(name))
                .findFirst()
                .orElseThrow(() -> ApiError.notFound("result_not_found", null, "there is no result of that name"));
    }

    /** A tuning under way may have written half of its last line. */
    private static List<JsonNode> lines(Path file) {
        List<JsonNode> lines = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                lines.add(Json.MAPPER.readTree(line));
            }
        } catch (JsonProcessingException e) {
            return lines;
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file.getFileName() + ": " + e.getMessage(), e);
        }
        return lines;
    }
}
