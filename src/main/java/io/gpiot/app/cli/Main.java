package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The entry point: {@code gpiot COMMAND}. */
@Command(
        name = "gpiot",
        mixinStandardHelpOptions = true,
        version = "gpiot " + Version.NUMBER,
        description = "Turns an IoT requirement in plain English into Python programs that ran, on your own machine.",
        footer = {
            "",
            "In a checkout, gpiot verify builds everything and runs all tests.",
            "",
            "Exit codes of all commands:",
            "  0    done",
            "  1    a defect of ours",
            "  2    wrong input: an option, a file, a name; or a check that found faults",
            "  3    something is missing here: memory, disk, network, Python, sandbox, model",
            "  4    done in part: sub-tasks unsolved (synth, demo), files refused (knowledge)",
            "  130  interrupted; what takes long goes on where it was when given again"
        },
        subcommands = {
            CommandLine.HelpCommand.class,
            AdapterCommand.class,
            ApiCommand.class,
            BenchCommand.class,
            DataCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            KnowledgeCommand.class,
            McpCommand.class,
            ModelsCommand.class,
            ServeCommand.class,
            SimulateCommand.class,
            SynthCommand.class,
            TuneCommand.class
        })
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((exception, command, parsed) -> report(exception, command))
                .setExpandAtFiles(false) // synth reads @FILE itself, as one text
                .setParameterExceptionHandler((exception, arguments) -> UsageErrors.report(exception))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** One line a failure; a stack trace only where {@code GPIOT_DEBUG} is set. */
    static int report(Exception exception, CommandLine command) {
        var category = exception instanceof GpiotException known ? known.category() : GpiotException.Category.INTERNAL;
        String message = exception.getMessage() == null ? exception.toString() : exception.getMessage();
        String prefix = category == GpiotException.Category.INTERNAL ? "internal error (a defect of ours): " : "";
        command.getErr().println(command.getColorScheme().errorText("gpiot: " + prefix + message));
        if (System.getenv("GPIOT_DEBUG") != null) {
            exception.printStackTrace(command.getErr());
        }
        return category.exitCode();
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
