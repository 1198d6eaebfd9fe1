package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gpiot data}: the parent of the commands on rows and datasets. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Checks the rows that models are tuned with and judged by, and builds datasets of them.",
        subcommands = {
            DataValidateCommand.class,
            DataStatsCommand.class,
            DataShowCommand.class,
            DataBuildCommand.class,
            DataAugmentCommand.class,
            DataCrawlCommand.class,
            DataPairsCommand.class,
            DataPapersCommand.class,
            DataRebuildCommand.class,
            DataSelfTrainCommand.class
        },
        footer = {"", "Example:", "  gpiot data validate"})
final class DataCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What was named, else the folder {@code data} of the checkout: under the working folder or beside the jar's project. */
    static List<Path> places(List<Path> named) {
        return named.isEmpty() ? List.of(folder()) : named;
    }

    /** With the bench's tasks, which no pair may share text with, wherever the rows come from. */
    static List<Path> withBench(List<Path> places) {
        Path bench = folder().resolve("bench").toAbsolutePath().normalize();
        boolean there = places.stream()
                .map(place -> place.toAbsolutePath().normalize())
                .anyMatch(place -> place.startsWith(bench) || Files.isDirectory(place.resolve("bench")));
        return there ? places : Stream.concat(places.stream(), Stream.of(bench)).toList();
    }

    static Path folder() {
        try {
            Path code = Path.of(DataCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Stream.of(
                            Path.of("data"),
                            code.resolveSibling("..").resolve("data").normalize())
                    .filter(folder -> Files.isDirectory(folder.resolve("cgd")))
                    .findFirst()
                    .orElseThrow(() -> GpiotException.user(
                            "there is no folder data/cgd here; name files or folders with rows, or work in a"
                                    + " checkout"));
        } catch (URISyntaxException e) {
            throw GpiotException.internal("cannot tell where the program lies", e);
        }
    }
}
