package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line: one line, and one that says where to read on. */
final class UsageErrors {

    private UsageErrors() {}

    /** @return the exit code */
    static int report(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String message = String.valueOf(exception.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        command.getErr().println(command.getColorScheme().errorText("gpiot: " + message));
        command.getErr()
                .println(meant(exception) + "see " + command.getCommandSpec().qualifiedName() + " --help");
        command.getErr().flush();
        return GpiotException.Category.USER.exitCode();
    }

    /** The commands or options that a mistyped one is near to. */
    private static String meant(ParameterException exception) {
        List<String> near =
                exception instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ";
    }
}
