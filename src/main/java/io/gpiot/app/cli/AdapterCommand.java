package io.gpiot.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gpiot adapter}: the parent of the commands on adapters. */
@Command(
        name = "adapter",
        mixinStandardHelpOptions = true,
        description = "Shows adapters, takes LoRAs of other tools in, and merges LoRAs into their models.",
        subcommands = {AdapterShowCommand.class, AdapterExportCommand.class, AdapterImportCommand.class},
        footer = {
            "",
            "gpiot tune makes adapters; --adapter of synth, demo and bench uses one.",
            "",
            "Example:",
            "  gpiot adapter show runs/tune-pect/adapter"
        })
final class AdapterCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
