package io.gpiot.app.cli;

import io.gpiot.base.Progress;
import io.gpiot.base.download.DiskSpace;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.InstalledModel;
import io.gpiot.base.model.ModelImporter;
import io.gpiot.base.model.ModelPuller;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code gpiot models pull}: brings a model here, from its sources or from this machine. */
@Command(
        name = "pull",
        mixinStandardHelpOptions = true,
        description = {
            "Fetches a model, or imports one from this machine.",
            "Tries its sources in order, goes on with what a broken pull left, and checks the SHA-256.",
            "With --from it imports a local GGUF file or Hugging Face safetensors folder instead, by hard link where"
                    + " possible."
        },
        footer = {
            "",
            "Examples:",
            "  gpiot models pull " + Catalogue.DEFAULT_MODEL,
            "  gpiot models pull my-model --from ~/Downloads/my-model.gguf"
        })
final class ModelsPullCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private ModelsCommand models;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            defaultValue = Catalogue.DEFAULT_MODEL,
            description = "Id of a known model, or with --from any new name (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String model;

    @Option(names = "--from", paramLabel = "PATH", description = "A GGUF file, or a folder with safetensors files.")
    private @Nullable Path from;

    @Option(
            names = "--json",
            description = "Print JSON lines: messages, progress, and at the end an event named installed.")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Console console = Console.of(spec.commandLine(), json);
        InstalledModel installed = bring(console.progress(), console.says());
        if (console.lines() != null) {
            console.lines()
                    .event(
                            "installed",
                            Map.of(
                                    "id", installed.id(),
                                    "path", installed.path().toString(),
                                    "bytes", installed.bytes(),
                                    "sha256", installed.sha256(),
                                    "source", installed.source()));
            return;
        }
        out.println(installed.id() + " is here: " + installed.path() + " (" + Amounts.bytes(installed.bytes())
                + ", SHA-256 " + installed.sha256() + ")");
    }

    private InstalledModel bring(Progress progress, Consumer<String> says) {
        Clock clock = Clock.systemUTC();
        return from == null
                ? new ModelPuller(models.store(), models.catalogue, models.downloader, clock)
                        .pull(model, progress, says)
                : new ModelImporter(models.store(), models.catalogue, DiskSpace.real(), clock)
                        .importFrom(model, from, progress, says);
    }
}
