package io.gpiot.app.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot knowledge remove}: takes documents out of the index. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Takes documents out of the knowledge base; the files themselves stay.",
        footer = {"", "Example:", "  gpiot knowledge remove ~/papers/old.pdf"})
final class KnowledgeRemoveCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "As listed, or a folder with all below it.")
    @SuppressWarnings("NullAway.Init")
    private List<String> names;

    @Override
    public void run() {
        try (var knowledge = KnowledgeCommand.open(spec.commandLine())) {
            for (String name : names) {
                for (String removed : knowledge.remove(name)) {
                    spec.commandLine().getOut().println("removed " + removed);
                }
            }
        }
    }
}
