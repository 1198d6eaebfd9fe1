package io.gpiot.data.build;

import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A dataset's folder: {@code tdd-training.jsonl}, {@code tdd-development.jsonl}, the same for cgd, each as Parquet
 * too, {@code rejects.jsonl}, {@code README.md} (the card) with pictures, and {@code dataset.json}: each file's count and SHA-256.
 */
public final class DatasetFiles {

    static final String LIST = "dataset.json";
    static final String REJECTS = "rejects.jsonl";

    /** One file of pairs. */
    public record Entry(String file, int pairs, String sha256) {}

    private DatasetFiles() {}

    /** Writes all of it; the same dataset gives the same bytes. */
    public static List<Entry> write(Dataset dataset, DataStatistics statistics, Path folder) {
        List<Entry> entries = new ArrayList<>();
        for (String kind : List.of("tdd", "cgd")) {
            for (boolean training : List.of(true, false)) {
                List<Sample> samples = dataset.of(kind, training);
                String name = kind + (training ? "-training" : "-development");
                Path parquet = folder.resolve(name + ".parquet");
                ParquetFile.write(samples, parquet);
                entries.add(lines(samples, folder.resolve(name + ".jsonl")));
                entries.add(entry(parquet, samples.size()));
            }
        }
        entries.add(lines(dataset.rejects(), folder.resolve(REJECTS)));
        Json.writeFile(folder.resolve(LIST), entries);
        DatasetPlots.write(dataset, statistics, folder);
        Json.writeText(folder.resolve("README.md"), DatasetCard.text(dataset, statistics, entries));
        return entries;
    }

    private static Entry lines(List<?> values, Path file) {
        Json.writeText(file, Json.lines(values));
        return entry(file, values.size());
    }

    private static Entry entry(Path file, int count) {
        return new Entry(file.getFileName().toString(), count, Sha256.of(file, Progress.NONE));
    }
}
