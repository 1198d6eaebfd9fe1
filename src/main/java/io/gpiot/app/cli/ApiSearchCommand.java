package io.gpiot.app.cli;

import io.gpiot.base.Json;
import io.gpiot.environment.api.ApiEntry;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot api search}: what exists by a name, or a part of it. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Finds functions, classes and modules by words in their names and first lines.",
        footer = {"", "Example:", "  gpiot api search butter"})
final class ApiSearchCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "WORD", description = "All of them must occur.")
    @SuppressWarnings("NullAway.Init")
    private List<String> words;

    @Option(names = "--count", defaultValue = "10", description = "How many (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--python",
            paramLabel = "LOCK",
            defaultValue = "modern",
            description = "Package set: modern or classic (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String lock;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Override
    public void run() {
        List<ApiEntry> found = ApiCommand.open(spec.commandLine(), lock).search(words, count);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(found));
        } else if (found.isEmpty()) {
            out.println("nothing found");
        } else {
            found.forEach(entry -> out.printf("%-8s %s%n", entry.kind(), entry.call()));
        }
    }
}
