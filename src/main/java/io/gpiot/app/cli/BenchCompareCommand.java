package io.gpiot.app.cli;

import io.gpiot.base.Json;
import io.gpiot.bench.report.BenchReport;
import io.gpiot.bench.report.Comparison;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot bench compare}: two results on the same tasks. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compares two results task by task.",
            "Says the differences with their intervals, and the probability of such a difference by chance",
            "(permutation of each task's two values; McNemar where each task passes or fails)."
        },
        footer = {"", "Example:", "  gpiot bench compare runs/bench-base runs/bench-tuned"})
final class BenchCompareCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "Folder of the first result.")
    @SuppressWarnings("NullAway.Init")
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "Folder of the second.")
    @SuppressWarnings("NullAway.Init")
    private Path second;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public void run() {
        Comparison comparison = Comparison.of(BenchReport.read(first), BenchReport.read(second));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.write(comparison) : comparison.toText());
        out.flush();
    }
}
