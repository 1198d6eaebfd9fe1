package io.gpiot.data.build;

import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dataset's folder: {@code tdd-training.jsonl}, {@code tdd-development.jsonl}, the same for cgd, {@code rejects.jsonl},
 * {@code README.md} (the card) with pictures, and {@code dataset.json}: each file's count and SHA-256.
 */
public final class DatasetFiles {

    /** One file of pairs. */
    public record Entry(String file, int pairs, String sha256) {}

    private DatasetFiles() {}

    /** Writes all of it; the same dataset gives the same bytes. */
    public static List<Entry> write(Dataset dataset, DataStatistics statistics, Path folder) {
        Map<String, List<?>> files = new LinkedHashMap<>();
        for (String kind : List.of("tdd", "cgd")) {
            files.put(kind + "-training.jsonl", dataset.of(kind, true));
            files.put(kind + "-development.jsonl", dataset.of(kind, false));
        }
        files.put("rejects.jsonl", dataset.rejects());
        List<Entry> entries = files.entrySet().stream()
                .map(file -> {
                    Path path = folder.resolve(file.getKey());
                    Json.writeText(path, Json.lines(file.getValue()));
                    return new Entry(file.getKey(), file.getValue().size(), Sha256.of(path, Progress.NONE));
                })
                .toList();
        Json.writeFile(folder.resolve("dataset.json"), entries);
        DatasetPlots.write(dataset, statistics, folder);
        Json.writeText(folder.resolve("README.md"), DatasetCard.text(dataset, statistics, entries));
        return entries;
    }
}
