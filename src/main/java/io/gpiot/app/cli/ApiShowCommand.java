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

/** {@code gpiot api show}: one module, function or class. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a function's signature, or the names in a module or class.",
        footer = {"", "Example:", "  gpiot api show scipy.signal.butter"})
final class ApiShowCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "Such as scipy.signal.butter.")
    @SuppressWarnings("NullAway.Init")
    private String path;

    @Option(
            names = "--python",
            paramLabel = "LOCK",
            defaultValue = "modern",
            description = "Package set: modern or classic (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String lock;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        if (path.isBlank()) {
            throw GpiotException.user(
                    "the path is empty; give a module, function or class, such as scipy.signal.butter");
        }
        ApiIndex index = ApiCommand.open(spec.commandLine(), lock);
        ApiEntry entry = index.find(path).orElseThrow(() -> unknown(index));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(entry));
            return;
        }
        out.println(entry.kind() + " " + entry.call());
        if (!entry.summary().isEmpty()) {
            out.println(entry.summary());
        }
        if (!entry.names().isEmpty()) {
            out.println(String.join(", ", entry.names()));
        }
    }

    private GpiotException unknown(ApiIndex index) {
        List<ApiEntry> near = index.search(List.of(path.substring(path.lastIndexOf('.') + 1)), 3);
        String hint = near.isEmpty()
                ? "the nearest names are "
                        + String.join(", ", index.near(path.substring(path.lastIndexOf('.') + 1)))
                        + " (gpiot api search finds their paths)"
                : "did you mean " + near.stream().map(ApiEntry::path).collect(Collectors.joining(" or ")) + "?";
        return GpiotException.user("there is no " + path + " in the package set " + lock + "; " + hint);
    }
}
