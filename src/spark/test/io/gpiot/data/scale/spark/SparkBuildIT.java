package io.gpiot.data.scale.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.augment.Augmentation;
import io.gpiot.data.augment.AugmentedFiles;
import io.gpiot.data.augment.ProgramAugmenter;
import io.gpiot.data.augment.vary.ProgramVariations;
import io.gpiot.data.build.DataStatistics;
import io.gpiot.data.build.DatasetBuilder;
import io.gpiot.data.build.DatasetFiles;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.read.Rows;
import io.gpiot.data.scale.Cores;
import io.gpiot.data.scale.Workers;
import io.gpiot.data.verify.RowVerifier;
import io.gpiot.data.verify.VerdictCache;
import io.gpiot.synthesis.execute.RealPython;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same build on cores and on Spark: rows parsed, varied, run in the real sandbox, freed of near-duplicates, written. */
class SparkBuildIT {

    @TempDir
    private Path folder;

    private List<DatasetFiles.Entry> build(Workers workers, String name) {
        Path place = folder.resolve(name);
        Rows written = RowFiles.read(List.of(Path.of("data/cgd/water"), Path.of("data/tdd/water")), workers);
        RowVerifier verifier = new RowVerifier(
                RealPython::runner, new VerdictCache(place.resolve("verdicts.jsonl")), "test", workers);
        Augmentation made = ProgramAugmenter.augment(
                written.rows(),
                new ProgramVariations(RealPython::runner, workers),
                2,
                1,
                candidates -> verifier.verify(candidates, Progress.NONE));
        assertTrue(made.rows().size() > 10, "" + made.reasons());
        Path augmented = folder.resolve("augmented");
        AugmentedFiles.write(made.rows(), made.refusals(), Path.of("data"), augmented);
        Rows all = RowFiles.read(List.of(Path.of("data/cgd/water"), Path.of("data/tdd/water"), augmented), workers);
        List<Row> programs = all.rows().stream().filter(ProgramRow.class::isInstance).toList();
        return DatasetFiles.write(
                DatasetBuilder.build(
                        all,
                        verifier.verify(programs, Progress.NONE),
                        List.of(),
                        new DatasetBuilder.Settings(
                                3072, DatasetBuilder.ROUGHLY, (query, count) -> List.of(), workers, Optional.empty())),
                DataStatistics.of(all.rows()),
                place);
    }

    @Test
    void sparkBuildsWhatTheCoresBuildByteForByte() {
        List<DatasetFiles.Entry> here;
        try (Workers cores = new Cores(2)) {
            here = build(cores, "cores");
        }
        try (Workers spark = Workers.on("local[*]")) {
            assertEquals(here, build(spark, "spark"));
        }
    }
}
