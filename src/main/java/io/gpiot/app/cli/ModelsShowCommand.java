package io.gpiot.app.cli;

import io.gpiot.base.Json;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.CatalogueEntry;
import io.gpiot.base.model.MachineMemory;
import io.gpiot.base.model.MemoryEstimate;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code gpiot models show}: all that is known of one model, and whether it fits into memory. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one model: where it is or comes from, its SHA-256, and the memory it needs.",
        footer = {"", "Example:", "  gpiot models show " + Catalogue.DEFAULT_MODEL + " --batch 32"})
final class ModelsShowCommand implements Runnable {

    /** What {@code --json} prints. */
    record Shown(ModelView model, MachineMemory machine, boolean fits) {}

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private ModelsCommand models;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            defaultValue = Catalogue.DEFAULT_MODEL,
            description =
                    "Id of a model, or the path of a GGUF file or safetensors folder (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String model;

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(names = "--json", description = "Print one JSON object: model, machine (memory) and fits.")
    private boolean json;

    @Override
    public void run() {
        ModelView view = view();
        MachineMemory machine = MachineMemory.read();
        boolean fits = view.memory().total() <= machine.available();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(new Shown(view, machine, fits)));
            return;
        }
        out.printf("%s - %s%n", view.id(), view.name());
        line(out, "licence", view.licence());
        line(out, "family", view.shape().family());
        line(out, "size", String.format(Locale.ROOT, "%s (%,d bytes)", Amounts.bytes(view.bytes()), view.bytes()));
        line(out, "SHA-256", view.sha256());
        line(
                out,
                "context",
                String.format(Locale.ROOT, "at most %,d tokens", view.shape().contextLength()));
        line(out, "here", view.path() == null ? "no: gpiot models pull " + view.id() : view.path());
        view.sources().forEach(source -> line(out, "source", source));
        MemoryEstimate memory = view.memory();
        line(
                out,
                "memory",
                String.format(
                        Locale.ROOT,
                        "about %s: weights %s, cache of %d x %,d tokens %s, the rest %s",
                        Amounts.bytes(memory.total()),
                        Amounts.bytes(memory.weights()),
                        load.batch(),
                        load.context(),
                        Amounts.bytes(memory.cache()),
                        Amounts.bytes(memory.overhead())));
        line(
                out,
                "machine",
                (fits ? "it fits: " : "it does not fit now, lower --context or --batch or close programs: ")
                        + Amounts.bytes(machine.available()) + " available of " + Amounts.bytes(machine.total()));
    }

    private ModelView view() {
        Optional<CatalogueEntry> known = models.catalogue.find(model);
        if (known.isPresent()) {
            return ModelView.of(
                    known.get(),
                    models.store().installed(model).orElse(null),
                    models.store().unfinished(model),
                    load.context(),
                    load.batch());
        }
        return ModelView.of(models.store().find(model), load.context(), load.batch());
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("  %-8s %s%n", name, value);
    }
}
