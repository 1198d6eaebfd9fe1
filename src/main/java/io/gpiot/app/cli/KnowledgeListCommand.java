package io.gpiot.app.cli;

import io.gpiot.base.Json;
import io.gpiot.knowledge.Source;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpiot knowledge list}: what is in the index. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the documents in the knowledge base.",
        footer = {"", "Example:", "  gpiot knowledge list --json"})
final class KnowledgeListCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON array of sources.")
    private boolean json;

    @Override
    public void run() {
        List<Source> sources;
        try (var knowledge = KnowledgeCommand.open(spec.commandLine())) {
            sources = knowledge.list();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(sources));
            return;
        }
        for (Source source : sources) {
            String kind = source.kind().name().toLowerCase(Locale.ROOT);
            out.printf("%-5s %4d passages  %s  (%s)%n", kind, source.passages(), source.name(), source.title());
        }
    }
}
