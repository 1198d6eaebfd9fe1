package io.gpiot.app.cli;

import io.gpiot.app.Workbench;
import io.gpiot.base.GpiotException;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.InstalledModel;
import io.gpiot.engine.adapter.Adapter;
import io.gpiot.engine.adapter.AdapterFile;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot adapter import}: a LoRA of another tool, checked against a model and bound to it. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes in a LoRA that PEFT wrote.",
            "Checks that it fits the model, and writes it down with the model's SHA-256, so that it will not be loaded on",
            "another one. One LoRA serves both decomposition and programs."
        },
        footer = {"", "Example:", "  gpiot adapter import my-peft-lora -o adapters/mine"})
final class AdapterImportCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Holds adapter_config.json and adapter_model.safetensors.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--model",
            defaultValue = Catalogue.DEFAULT_MODEL,
            description = "The model that it was tuned on: id or path (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String model;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "The new folder.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Override
    public void run() {
        if (Files.exists(out)) {
            throw GpiotException.user(out + " is there already; choose another --out, or remove it");
        }
        Workbench bench = Console.of(spec.commandLine()).workbench();
        InstalledModel base = bench.installed(model);
        Adapter adapter = bench.adapter(folder, base);
        try (ModelFile file = ModelFiles.open(base.path())) {
            SequencedMap<String, Tensor> parameters = adapter.load(file.config(), ScalarType.Float);
            AdapterFile.write(out, adapter.settings(), base.id(), base.sha256(), parameters);
            parameters.values().forEach(Tensor::deallocate);
        }
        spec.commandLine()
                .getOut()
                .println("wrote " + out + ", an adapter of " + base.id() + ": use it with --adapter");
    }
}
