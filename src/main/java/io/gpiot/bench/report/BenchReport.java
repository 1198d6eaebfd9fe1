package io.gpiot.bench.report;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.Summary;
import java.nio.file.Files;
import java.nio.file.Path;

/** A result's folder: {@code result.json} with everything, {@code summary.json} with the figures, {@code report.html}. */
public final class BenchReport {

    public static final String RESULT = "result.json";
    public static final String SUMMARY = "summary.json";
    public static final String PAGE = "report.html";

    private BenchReport() {}

    public static void write(BenchResult result, Path folder) {
        Summary summary = Summary.of(result);
        Json.writeFile(folder.resolve(RESULT), result);
        Json.writeFile(folder.resolve(SUMMARY), summary);
        Json.writeText(folder.resolve(PAGE), BenchPage.of(result, summary));
    }

    /**
     * @param place a result's folder, or the JSON file itself
     * @throws GpiotException USER where there is no result of a version that we know
     */
    public static BenchResult read(Path place) {
        Path file = Files.isDirectory(place) ? place.resolve(RESULT) : place;
        if (!Files.exists(file)) {
            throw GpiotException.user("there is no result " + file + "; name a folder that gpiot bench wrote");
        }
        BenchResult result = Json.readFile(file, BenchResult.class);
        if (result.version() != BenchResult.VERSION) {
            throw GpiotException.user(file + " has version " + result.version() + ", this program reads version "
                    + BenchResult.VERSION + "; run the benchmark again");
        }
        return result;
    }
}
