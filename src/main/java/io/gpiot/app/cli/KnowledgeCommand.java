package io.gpiot.app.cli;

import io.gpiot.base.Home;
import io.gpiot.knowledge.Knowledge;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gpiot knowledge}: the parent of the commands on the knowledge base. */
@Command(
        name = "knowledge",
        mixinStandardHelpOptions = true,
        description = "Searches and extends what GPIoT knows: expert cards, and your own papers and pages.",
        subcommands = {
            KnowledgeAddCommand.class,
            KnowledgeSearchCommand.class,
            KnowledgeListCommand.class,
            KnowledgeRemoveCommand.class
        },
        footer = {"", "Example:", "  gpiot knowledge search \"R-peak detection\""})
final class KnowledgeCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static Knowledge open(CommandLine command) {
        return Knowledge.open(Home.fromEnvironment().usable(), TerminalProgress.onStandardError(command.getErr()));
    }
}
