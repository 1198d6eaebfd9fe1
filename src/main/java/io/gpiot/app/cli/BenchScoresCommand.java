package io.gpiot.app.cli;

import io.gpiot.bench.report.BenchReport;
import io.gpiot.bench.report.TextTables;
import io.gpiot.bench.rubric.Exhibit;
import io.gpiot.bench.rubric.Score;
import io.gpiot.bench.rubric.ScoreFile;
import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.Exhibits;
import io.gpiot.bench.run.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot bench import-scores}: people's scores. */
@Command(
        name = "import-scores",
        mixinStandardHelpOptions = true,
        description = {
            "Adds scores that people gave on the form page to their result.",
            "The result's report then says who judged. A judge's later scores replace the same judge's earlier ones."
        },
        footer = {"", "Example:", "  gpiot bench import-scores scores-*.csv --run runs/bench-a"})
final class BenchScoresCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "CSV", description = "Files that the form page exported.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the result.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    public void run() {
        BenchResult result = BenchReport.read(folder);
        List<Exhibit> exhibits = Exhibits.of(result, Integer.MAX_VALUE);
        int count = 0;
        for (Path file : files) {
            List<Score> scores = ScoreFile.read(file, result.id(), exhibits);
            result = result.withScores(scores, "");
            count += scores.size();
        }
        BenchReport.write(result, folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println(count + " scores added");
        out.print(TextTables.of(result, Summary.of(result)));
        out.flush();
    }
}
