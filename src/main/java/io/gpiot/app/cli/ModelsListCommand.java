package io.gpiot.app.cli;

import io.gpiot.base.Json;
import io.gpiot.base.model.MachineMemory;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code gpiot models list}: what there is and what is here. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the known models and the imported ones, with size, licence and the memory they need.",
        footer = {"", "Example:", "  gpiot models list --context 2048 --batch 32"})
final class ModelsListCommand implements Runnable {

    /** What {@code --json} prints. */
    record Listing(MachineMemory machine, List<ModelView> models) {}

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private ModelsCommand models;

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(names = "--json", description = "Print one JSON object: machine (memory) and models.")
    private boolean json;

    @Override
    public void run() {
        List<ModelView> views = ModelView.all(models.catalogue, models.store(), load.context(), load.batch());
        MachineMemory machine = MachineMemory.read();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(new Listing(machine, views)));
            return;
        }
        int width = views.stream().mapToInt(view -> view.id().length()).max().orElse(0) + 2;
        String row = "%-" + width + "s %9s %9s  %-12s %-6s %s%n";
        out.printf(row, "ID", "SIZE", "MEMORY", "LICENCE", "HERE", "NAME");
        for (ModelView view : views) {
            out.printf(
                    row,
                    view.id() + (view.isDefault() ? " *" : ""),
                    Amounts.bytes(view.bytes()),
                    Amounts.bytes(view.memory().total()),
                    view.licence(),
                    view.state(),
                    view.name());
        }
        out.printf(
                Locale.ROOT,
                "%n* is the default. Memory is an estimate for %,d tokens of context and %d requests at once;%n"
                        + "this machine has %s, %s of it available now.%n",
                load.context(),
                load.batch(),
                Amounts.bytes(machine.total()),
                Amounts.bytes(machine.available()));
    }
}
