package io.gpiot.app.cli;

import io.gpiot.app.Workbench;
import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Where a command's progress and remarks go.
 *
 * @param lines set where everything is told as JSON lines on standard output
 * @param says takes one line for the user
 */
record Console(
        Progress progress, Consumer<String> says, @Nullable JsonProgress lines) {

    /** Progress and remarks on standard error. */
    static Console of(CommandLine command) {
        return of(command, false);
    }

    /** @param json whether everything is told as JSON lines on standard output instead */
    static Console of(CommandLine command, boolean json) {
        if (json) {
            JsonProgress lines = new JsonProgress(command.getOut());
            return new Console(lines, lines::message, lines);
        }
        PrintWriter err = command.getErr();
        return new Console(
                TerminalProgress.onStandardError(err),
                text -> {
                    err.println(text);
                    err.flush();
                },
                null);
    }

    /** Our home folder and the environment's settings, with these progress and remarks. */
    Workbench workbench() {
        return new Workbench(Home.fromEnvironment().usable(), System.getenv(), progress, says);
    }
}
