package io.gpiot.app.cli;

import io.gpiot.app.Workbench;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.model.Catalogue;
import io.gpiot.data.papers.PaperRows;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.endpoint.EndpointModel;
import io.gpiot.synthesis.run.RememberingModel;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot data papers}: papers to problems with decompositions. */
@Command(
        name = "papers",
        mixinStandardHelpOptions = true,
        description = {
            "Makes problems with decompositions of papers (PDF).",
            "A model names each paper's technical modules, and writes a problem statement with sub-tasks for each. Answers are remembered: the same command goes on.",
            "Build with them: gpiot data build data local/papers -o local/dataset"
        },
        footer = {
            "",
            "Examples:",
            "  gpiot data papers ~/papers -o local/papers",
            "  gpiot data papers ~/papers -o local/papers --endpoint http://localhost:8080/v1 --model my-model"
        })
final class DataPapersCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Folder with PDF files; folders below it count too.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Where rows.jsonl, rejects.jsonl and answers.jsonl go.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--model",
            defaultValue = Catalogue.DEFAULT_MODEL,
            description =
                    "Id of a known or imported model, a path, or the endpoint's name of one (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String model;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Ask a server that speaks OpenAI's chat protocol; a key is taken from OPENAI_API_KEY.")
    private @Nullable String endpoint;

    @Option(names = "--json", description = "Print one JSON object: papers, modules, rows, rejects by reason.")
    private boolean json;

    private record Printed(int papers, int modules, int rows, Map<String, Integer> rejects) {}

    @Override
    public Integer call() {
        if (!Files.exists(folder)) { // before a model is loaded
            throw GpiotException.user("there is no folder " + folder);
        }
        var console = Console.of(spec.commandLine());
        Workbench bench = console.workbench();
        try (LanguageModel asked = endpoint == null
                        ? bench.model(model, bench.engineSettings(), null)
                        : EndpointModel.at(endpoint, model);
                LanguageModel remembering = new RememberingModel(asked, out.resolve("answers.jsonl"))) {
            PaperRows rows = PaperRows.of(folder, remembering, console.progress(), console.says());
            rows.write(out);
            print(rows);
            return rows.papers() == 0 ? GpiotException.Category.USER.exitCode() : 0;
        }
    }

    private void print(PaperRows rows) {
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            writer.println(Json.write(
                    new Printed(rows.papers(), rows.modules(), rows.rows().size(), rows.reasons())));
        } else {
            writer.printf(
                    "%d papers read, %d modules, %d problems with decompositions%n",
                    rows.papers(), rows.modules(), rows.rows().size());
            rows.reasons().forEach((reason, count) -> writer.printf("rejected: %s: %d%n", reason, count));
        }
        writer.flush();
    }
}
