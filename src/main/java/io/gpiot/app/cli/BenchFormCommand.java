package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.bench.report.BenchReport;
import io.gpiot.bench.rubric.Exhibit;
import io.gpiot.bench.rubric.FormPage;
import io.gpiot.bench.rubric.Rubric;
import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.Exhibits;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot bench form}: a page for people who judge. */
@Command(
        name = "form",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a page on which a person gives scores by written rubrics.",
            "It needs no network and does not say who wrote the answers; its scores are exported as a CSV file for gpiot bench import-scores."
        },
        footer = {"", "Example:", "  gpiot bench form runs/bench-a --rubrics STC,URC,US"})
final class BenchFormCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "Folder of the result.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The page (default: form.html in the result's folder).")
    private @Nullable Path out;

    @Option(
            names = "--rubrics",
            paramLabel = "KEYS",
            split = ",",
            defaultValue = "STC,URC,OCP,CDR,GE,CM,US",
            description = "Which scores are asked for (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private List<String> rubrics;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "How many of each task's answers (default: ${DEFAULT-VALUE}).")
    private int samples = 1;

    @Override
    public void run() {
        if (samples < 1) {
            throw GpiotException.user("--samples must be at least 1, was " + samples);
        }
        List<Rubric> asked = Rubric.named(rubrics);
        BenchResult result = BenchReport.read(folder);
        List<Exhibit> exhibits = Exhibits.of(result, samples).stream()
                .filter(each -> asked.stream().anyMatch(rubric -> rubric.about() == each.about()))
                .toList();
        if (exhibits.isEmpty()) {
            throw GpiotException.user("the result " + folder + " has no answers for " + String.join(", ", rubrics));
        }
        Path page = out == null ? folder.resolve("form.html") : out;
        Json.writeText(page, FormPage.of("Scores for " + result.suite(), result.id(), exhibits, asked));
        spec.commandLine().getOut().println(exhibits.size() + " answers to judge: " + page);
    }
}
