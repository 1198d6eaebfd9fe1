package io.gpiot.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The demos. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the whole chain on real sensor data that comes with it.",
        subcommands = {HeartbeatCommand.class})
final class DemoCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
