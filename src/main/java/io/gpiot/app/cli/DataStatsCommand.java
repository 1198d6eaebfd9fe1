package io.gpiot.app.cli;

import io.gpiot.base.Json;
import io.gpiot.data.build.DataStatistics;
import io.gpiot.data.read.RowFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot data stats}: how many rows there are of what. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = "Counts rows by kind, domain, topic, split, level, library and length.",
        footer = {"", "Example:", "  gpiot data stats"})
final class DataStatsCommand implements Runnable {

    private static final List<String> KINDS = List.of("tdd", "cgd", "code", "decomposition");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Files or folders (default: the checkout's data).")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public void run() {
        DataStatistics statistics =
                DataStatistics.of(RowFiles.read(DataCommand.places(paths)).rows());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(statistics));
        } else {
            print(statistics, out);
        }
        out.flush();
    }

    private static void print(DataStatistics statistics, PrintWriter out) {
        out.printf("%-20s %8s %8s %8s %14s%n", "domain", "tdd", "cgd", "code", "decomposition");
        statistics.domains().forEach((domain, counts) -> line(domain, counts, out));
        line("all", statistics.kinds(), out);
        line("topics", statistics.topics(), out);
        statistics.splits().forEach((kind, splits) -> out.println(kind + ": " + splits));
        out.println("levels: " + statistics.levels());
        out.println("libraries: " + statistics.libraries());
        statistics
                .lengths()
                .forEach((what, length) -> out.printf(
                        "%s: %d to %d, median %d, 90 %% up to %d%n",
                        what, length.least(), length.most(), length.median(), length.ninety()));
    }

    private static void line(String name, Map<String, Integer> counts, PrintWriter out) {
        List<Integer> cells =
                KINDS.stream().map(kind -> counts.getOrDefault(kind, 0)).toList();
        out.printf("%-20s %8d %8d %8d %14d%n", name, cells.get(0), cells.get(1), cells.get(2), cells.get(3));
    }
}
