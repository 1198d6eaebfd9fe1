package io.gpiot.app.cli;

import io.gpiot.app.Workbench;
import io.gpiot.base.Json;
import io.gpiot.data.Row;
import io.gpiot.data.augment.Augmentation;
import io.gpiot.data.augment.ProblemAugmenter;
import io.gpiot.data.augment.ProgramAugmenter;
import io.gpiot.data.augment.recombine.KnowledgeBase;
import io.gpiot.data.augment.recombine.Recombiner;
import io.gpiot.data.augment.vary.ProgramVariations;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.scale.Workers;
import io.gpiot.data.verify.RowVerifier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpiot data augment}: more rows out of those that were written. */
@Command(
        name = "augment",
        mixinStandardHelpOptions = true,
        description = {
            "Makes further rows for training out of those that were written.",
            "Problems with decompositions are recombined from data/knowledge (other sensors, representations, resources);",
            "programs are varied (other units, deliveries, shapes) and must pass their changed tests in the sandbox.",
            "The same rows, knowledge and seed give the same files.",
            "Build with them: gpiot data build data local/augmented -o local/dataset"
        },
        footer = {"", "Example:", "  gpiot data augment -o local/augmented"})
final class DataAugmentCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private MadeRowsOptions places;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Chooses among what could be made (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--representations",
            paramLabel = "N",
            description = "Most problems a task and sensor in other representations (default: ${DEFAULT-VALUE}).")
    private int representations = 5;

    @Option(
            names = "--resources",
            paramLabel = "N",
            description = "Most problems a task and sensor under other resources (default: ${DEFAULT-VALUE}).")
    private int resources = 6;

    @Option(
            names = "--variations",
            paramLabel = "N",
            description = "Most variations tried of one program (default: ${DEFAULT-VALUE}).")
    private int variations = 20;

    @Option(names = "--no-programs", description = "Problems only: nothing is run.")
    private boolean noPrograms;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScaleOptions verify;

    @Option(names = "--json", description = "Print one JSON object: rows by axis, refusals by reason, distinct pairs.")
    private boolean json;

    private record Report(
            Map<String, Integer> rows,
            Map<String, Integer> refused,
            Map<String, Integer> writtenPairs,
            Map<String, Integer> allPairs) {}

    @Override
    public void run() {
        Path folder = places.folder();
        Augmentation all;
        try (Workers workers = verify.workers()) {
            all = all(folder, workers);
        }
        places.write(all);
        print(new Report(all.axes(), all.reasons(), all.writtenPairs(), all.allPairs()));
    }

    private Augmentation all(Path folder, Workers workers) {
        List<Row> written =
                RowFiles.read(DataCommand.withBench(List.of(folder)), workers).rows();
        Augmentation problems = ProblemAugmenter.augment(
                written,
                KnowledgeBase.read(folder.resolve("knowledge")),
                new Recombiner.Settings(seed, representations, resources));
        return noPrograms ? problems : problems.and(programs(written, workers));
    }

    private void print(Report report) {
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            writer.println(Json.write(report));
        } else {
            report.rows().forEach((axis, count) -> writer.printf("%-28s %6d rows%n", axis, count));
            report.refused().forEach((reason, count) -> writer.printf("refused: %s: %d%n", reason, count));
            report.allPairs()
                    .forEach((kind, count) -> writer.printf(
                            "%s: %d distinct pairs, %d of them written by hand%n",
                            kind, count, report.writtenPairs().getOrDefault(kind, 0)));
        }
        writer.flush();
    }

    private Augmentation programs(List<Row> written, Workers workers) {
        var console = Console.of(spec.commandLine());
        Workbench bench = console.workbench();
        RowVerifier verifier = verify.verifier(bench, workers);
        return ProgramAugmenter.augment(
                written,
                new ProgramVariations(verify.source(bench), workers),
                variations,
                seed,
                candidates -> verifier.verify(candidates, console.progress()));
    }
}
