package io.gpiot.app.cli;

import io.gpiot.app.Workbench;
import io.gpiot.environment.api.ApiIndex;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gpiot api}: the parent of the commands on what programs may use. */
@Command(
        name = "api",
        mixinStandardHelpOptions = true,
        description = "Looks up the modules, functions and classes that generated programs may use.",
        subcommands = {ApiSearchCommand.class, ApiShowCommand.class},
        footer = {"", "Example:", "  gpiot api show scipy.signal.butter"})
final class ApiCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static ApiIndex open(CommandLine command, String lock) {
        Workbench bench = Console.of(command).workbench();
        return bench.api(bench.python(lock));
    }
}
