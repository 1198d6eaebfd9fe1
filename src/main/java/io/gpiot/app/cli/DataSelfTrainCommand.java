package io.gpiot.app.cli;

import io.gpiot.app.BenchSession;
import io.gpiot.app.Workbench;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.model.Catalogue;
import io.gpiot.data.ContentHash;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.augment.Augmentation;
import io.gpiot.data.augment.SelfTraining;
import io.gpiot.data.examine.Examiner;
import io.gpiot.data.read.RowFiles;
import io.gpiot.engine.LanguageModel;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.synthesis.guard.ProgramGuard;
import io.gpiot.synthesis.run.Asking;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpiot data self-train}: programs of the local model that pass the rows' tests become rows. */
@Command(
        name = "self-train",
        mixinStandardHelpOptions = true,
        description = {
            "Makes rows of a local model's own programs.",
            "It answers the specifications of the written rows several times; programs that pass the row's test, are in order",
            "and are not near-duplicates become rows of origin self-trained. Topics of development are left out.",
            "It can be stopped at any point: the same command goes on from the answers that are there.",
            "Build with them: gpiot data build data local/self-trained -o local/dataset"
        },
        footer = {"", "Example:", "  gpiot data self-train --samples 8 -o local/self-trained"})
final class DataSelfTrainCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private MadeRowsOptions places;

    @Option(
            names = "--model",
            defaultValue = Catalogue.DEFAULT_MODEL,
            description = "Id of a known or imported model, or a path (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String model;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private AdapterOptions adapter;

    @Option(names = "--samples", paramLabel = "N", description = "Answers a specification (default: ${DEFAULT-VALUE}).")
    private int samples = 8;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Most answers of a specification that become rows (default: ${DEFAULT-VALUE}).")
    private int keep = 3;

    @Option(names = "--temperature", paramLabel = "T", description = "Default: ${DEFAULT-VALUE}.")
    private double temperature = 0.8;

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--tokens", paramLabel = "N", description = "Most tokens of a program (default: ${DEFAULT-VALUE}).")
    private int tokens = 512;

    @Option(names = "--limit", paramLabel = "N", description = "The first N specifications alone.")
    private int limit;

    @Option(names = "--no-guard", description = "Write programs freely, without looking at each line as it is written.")
    private boolean noGuard;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private VerifyOptions verify;

    @Option(names = "--json", description = "Print one JSON object: rows, refusals by reason, answers, distinct pairs.")
    private boolean json;

    private record Report(
            int specifications,
            long answers,
            long remembered,
            int rows,
            Map<String, Integer> refused,
            Map<String, Integer> allPairs) {}

    @Override
    public void run() {
        if (samples < 1 || keep < 1) {
            throw GpiotException.user("--samples and --keep must be 1 or more, were " + samples + " and " + keep);
        }
        List<Row> rows =
                RowFiles.read(DataCommand.withBench(List.of(places.folder()))).rows();
        List<ProgramRow> all = SelfTraining.asked(rows);
        List<ProgramRow> asked = limit > 0 ? all.subList(0, Math.min(limit, all.size())) : all;
        var console = Console.of(spec.commandLine());
        Workbench bench = console.workbench();
        PythonEnvironment python = bench.python(verify.lock());
        Examiner examiner =
                BenchSession.examiner(bench, verify.runner(bench), python, BenchSession.memory(bench), verify.jobs());
        try (LanguageModel local = bench.model(model, bench.engineSettings(), adapter.folder())) {
            Path memory = bench.home()
                    .cache()
                    .resolve("self-train")
                    .resolve(ContentHash.of(local.hash(), local.adapter()).substring(0, 16));
            var asking = new Asking(local, memory, console.progress());
            Augmentation made = new SelfTraining(
                            asking,
                            examiner,
                            new SelfTraining.Settings(samples, keep, temperature, seed, tokens),
                            noGuard ? null : ProgramGuard.factory(bench.api(python)))
                    .train(rows, asked);
            places.write(made);
            print(new Report(
                    asked.size(),
                    asking.asked(),
                    asking.remembered(),
                    made.rows().size(),
                    made.reasons(),
                    made.allPairs()));
        }
    }

    private void print(Report report) {
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            writer.println(Json.write(report));
        } else {
            writer.printf(
                    "%d specifications, %d answers (%d remembered): %d rows in %s%n",
                    report.specifications(), report.answers(), report.remembered(), report.rows(), places.out());
            report.refused().forEach((reason, count) -> writer.printf("refused: %s: %d%n", reason, count));
        }
        writer.flush();
    }
}
