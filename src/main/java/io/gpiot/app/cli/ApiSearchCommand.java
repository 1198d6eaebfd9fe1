package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.environment.api.ApiEntry;
import io.gpiot.environment.api.ApiIndex;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
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
        if (count < 1) {
            throw GpiotException.user("--count must be 1 or more, was " + count);
        }
        if (words.stream().anyMatch(String::isBlank)) {
            throw GpiotException.user("a word to search for is empty; give a part of a name, such as butter");
        }
        ApiIndex index = ApiCommand.open(spec.commandLine(), lock);
        List<ApiEntry> found = index.search(words, count);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(found));
        } else if (found.isEmpty()) {
            out.println("nothing found" + hint(index));
        } else {
            found.forEach(entry -> out.printf("%-8s %s%n", entry.kind(), entry.call()));
        }
    }

    /** Names like the words that occur nowhere; what to do where each occurs, but never all together. */
    private String hint(ApiIndex index) {
        List<String> unknown = words.stream()
                .filter(word -> index.search(List.of(word), 1).isEmpty())
                .toList();
        return unknown.isEmpty()
                ? ": all words must occur in one name and its first line; try fewer"
                : unknown.stream()
                        .map(word -> "'" + word + "' occurs nowhere; near are " + String.join(", ", index.near(word)))
                        .collect(Collectors.joining("; ", ": ", ""));
    }
}
