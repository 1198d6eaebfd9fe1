package io.gpiot.app.cli;

import io.gpiot.app.Workbench;
import io.gpiot.base.GpiotException;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.InstalledModel;
import io.gpiot.engine.adapter.Adapter;
import io.gpiot.engine.adapter.MergedExport;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot adapter export}: model and LoRA as one model, for programs that know no adapters. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Merges a plain LoRA into its model.",
            "Writes the sum in F16: a GGUF file for llama.cpp and its kin, or a Hugging Face folder.",
            "Coupled paths (PECT) cannot be merged: no single set of weights gives what they give."
        },
        footer = {
            "",
            "Examples:",
            "  gpiot adapter export runs/tune-lora/adapter -o tuned.gguf",
            "  gpiot adapter export runs/tune-lora/adapter -o tuned/ --format safetensors"
        })
final class AdapterExportCommand implements Runnable {

    private enum Format {
        GGUF,
        SAFETENSORS
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The adapter.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--model",
            defaultValue = Catalogue.DEFAULT_MODEL,
            description = "The model that it was tuned on: id or path (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String model;

    @Option(names = "--format", defaultValue = "gguf", description = "gguf or safetensors (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "PATH",
            description = "The new file, or the new folder.")
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
        switch (format) {
            case GGUF -> MergedExport.gguf(base.path(), adapter, out);
            case SAFETENSORS -> MergedExport.safetensors(base.path(), adapter, out);
        }
        spec.commandLine().getOut().println("wrote " + out + ": " + base.id() + " with " + folder + " merged, in F16");
    }
}
