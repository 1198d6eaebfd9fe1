package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.bench.report.BenchReport;
import io.gpiot.bench.report.TextTables;
import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot bench judge}: scores by a model. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = {
            "Has the answers of a result judged by a model, by written rubrics.",
            "The result's folder gets the scores, its report says who gave them."
        },
        footer = {
            "",
            "Example:",
            "  gpiot bench judge runs/bench-a --judge http://localhost:8081/v1 --judge-model judge --rubrics STC,URC"
        })
final class BenchJudgeCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "Folder of the result.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private JudgeOptions judges;

    @Override
    public void run() {
        if (!judges.wanted()) {
            throw GpiotException.user("name a judge: --judge URL --judge-model NAME");
        }
        var console = Console.of(spec.commandLine());
        BenchResult result = judges.judged(BenchReport.read(folder), console);
        BenchReport.write(result, folder);
        PrintWriter out = spec.commandLine().getOut();
        out.print(TextTables.of(result, Summary.of(result)));
        out.flush();
    }
}
