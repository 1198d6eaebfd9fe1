package io.gpiot.app.cli;

import io.gpiot.app.Workbench;
import io.gpiot.base.Json;
import io.gpiot.data.build.DataStatistics;
import io.gpiot.data.build.Dataset;
import io.gpiot.data.build.DatasetBuilder;
import io.gpiot.data.build.DatasetFiles;
import io.gpiot.data.distinct.Meanings;
import io.gpiot.data.distinct.Protected;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.read.Rows;
import io.gpiot.data.scale.Workers;
import io.gpiot.data.verify.RowVerdict;
import io.gpiot.knowledge.BgeEmbedder;
import io.gpiot.knowledge.Embedder;
import io.gpiot.knowledge.Knowledge;
import io.gpiot.synthesis.Retrieval;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot data build}: rows to datasets. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = {
            "Builds datasets for tuning out of rows.",
            "Writes JSON lines of chats and answers, split by topic; rejects with reasons; a card.",
            "Programs that were not run yet, run first. The same rows give the same files."
        },
        footer = {"", "Example:", "  gpiot data build -o local/dataset --against HumanEval.jsonl"})
final class DataBuildCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Files or folders (default: the checkout's data).")
    private List<Path> paths = List.of();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "The dataset's folder.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description =
                    "Tasks that no pair may share text with, besides gpiot-bench: HumanEval or MBPP as JSON (lines).")
    private List<Path> against = List.of();

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Longest pair, counted as a third of its characters (default: ${DEFAULT-VALUE}).")
    private int tokens = 3072;

    @Option(names = "--no-cards", description = "No expert cards; else every second pair has some.")
    private boolean noCards;

    @Option(
            names = "--no-meaning",
            description = "Compare with benchmarks by text alone; else by embeddings of what is asked for, too.")
    private boolean noMeaning;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScaleOptions verify;

    @Option(names = "--json", description = "Print one JSON object: files, reject reasons, comparison with benchmarks.")
    private boolean json;

    private record Report(
            List<DatasetFiles.Entry> files, Map<String, Integer> rejects, Dataset.Comparison comparison) {}

    @Override
    public void run() {
        try (Workers workers = verify.workers()) {
            build(workers);
        }
    }

    private void build(Workers workers) {
        Rows rows = RowFiles.read(DataCommand.withBench(DataCommand.places(paths)), workers);
        List<Protected> others =
                against.stream().flatMap(file -> Protected.read(file).stream()).toList();
        var console = Console.of(spec.commandLine());
        Workbench bench = console.workbench();
        Map<String, RowVerdict> verdicts = verify.verifier(bench, workers)
                .verify(
                        rows.rows().stream()
                                .filter(row -> row.label().kind().isTraining())
                                .toList(),
                        console.progress());
        try (Embedder embedder = new BgeEmbedder()) {
            Optional<Meanings.Embedding> embedding = noMeaning
                    ? Optional.empty()
                    : Optional.of(new Meanings.Embedding(embedder.id(), embedder::embedPassage));
            if (noCards) {
                build(rows, others, verdicts, settings((query, count) -> List.of(), workers, embedding));
            } else {
                try (Knowledge knowledge = bench.knowledge()) {
                    build(rows, others, verdicts, settings(Workbench.retrieval(knowledge), workers, embedding));
                }
            }
        }
    }

    private DatasetBuilder.Settings settings(
            Retrieval retrieval, Workers workers, Optional<Meanings.Embedding> embedding) {
        return new DatasetBuilder.Settings(tokens, DatasetBuilder.ROUGHLY, retrieval, workers, embedding);
    }

    private void build(
            Rows rows, List<Protected> others, Map<String, RowVerdict> verdicts, DatasetBuilder.Settings settings) {
        Dataset dataset = DatasetBuilder.build(rows, verdicts, others, settings);
        List<DatasetFiles.Entry> files = DatasetFiles.write(dataset, DataStatistics.of(rows.rows()), out);
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            writer.println(Json.write(new Report(files, dataset.reasons(), dataset.comparison())));
        } else {
            files.forEach(file -> writer.printf("%-24s %6d%n", file.file(), file.pairs()));
            dataset.reasons().forEach((reason, count) -> writer.printf("rejected: %s: %d%n", reason, count));
            Dataset.Comparison comparison = dataset.comparison();
            writer.printf(
                    "compared %d rows with %s: %d share 13 words, %d share 8 telling tokens, %d rejected, "
                            + "largest share kept %.0f %%%n",
                    comparison.rows(),
                    comparison.tasks(),
                    comparison.words(),
                    comparison.tokens(),
                    comparison.rejected(),
                    100 * comparison.largestShare());
            Dataset.Meaning meaning = comparison.meaning();
            writer.printf(
                    "compared %d rows by meaning: %d rejected at a cosine of %.2f or more; nearest task: %s%n",
                    meaning.rows(), meaning.rejected(), meaning.threshold(), new TreeMap<>(meaning.nearest()));
        }
        writer.flush();
    }
}
