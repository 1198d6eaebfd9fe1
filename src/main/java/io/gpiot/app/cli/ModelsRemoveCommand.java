package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.model.InstalledModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code gpiot models remove}: deletes a model from the store, after asking. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = {
            "Removes a model and what an unfinished pull of it left.",
            "What it was imported from stays.",
        },
        footer = {"", "Example:", "  gpiot models remove smollm2-135m-instruct --yes"})
final class ModelsRemoveCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private ModelsCommand models;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Id of an installed model.")
    @SuppressWarnings("NullAway.Init")
    private String model;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--json",
            description = "Print one JSON object: removed (id) and bytes. Does not ask and needs --yes.")
    private boolean json;

    @Override
    public void run() {
        long bytes = models.store().installed(model).map(InstalledModel::bytes).orElse(0L)
                + models.store().unfinished(model);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (bytes > 0 && !yes && json) {
            throw GpiotException.user(model + " was not removed: --json does not ask and needs --yes");
        }
        if (bytes > 0 && !yes && !confirmed(err, bytes)) {
            throw GpiotException.user(model + " was not removed: answer y, or give --yes");
        }
        models.store().remove(model, text -> {
            err.println(text);
            err.flush();
        });
        out.println(
                json
                        ? Json.write(Map.of("removed", model, "bytes", bytes))
                        : "removed " + model + " (" + Amounts.bytes(bytes) + ")");
    }

    private boolean confirmed(PrintWriter err, long bytes) {
        err.print("Remove " + model + " (" + Amounts.bytes(bytes) + ")? [y/N] ");
        err.flush();
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(models.in, Charset.defaultCharset()));
            String answer = reader.readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw GpiotException.resources("cannot read the answer: " + e.getMessage(), e);
        }
    }
}
