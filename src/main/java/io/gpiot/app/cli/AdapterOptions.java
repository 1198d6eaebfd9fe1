package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which adapter a model runs with. */
final class AdapterOptions {

    private static final String VARIABLE = "GPIOT_ADAPTER";

    @Option(
            names = "--adapter",
            paramLabel = "FOLDER",
            description = "Decompose and program with this adapter of the model, as gpiot tune writes it or PEFT a LoRA"
                    + " (default: the environment's " + VARIABLE + ", else none).")
    private @Nullable Path adapter;

    @Option(names = "--no-adapter", description = "The model alone, whatever " + VARIABLE + " says.")
    private boolean none;

    /** Null for the base alone. */
    @Nullable
    Path folder() {
        if (none && adapter != null) {
            throw GpiotException.user("--adapter " + adapter + " and --no-adapter exclude each other");
        }
        String usual = System.getenv(VARIABLE);
        if (adapter != null || none || usual == null || usual.isBlank()) {
            return adapter;
        }
        return Path.of(usual);
    }

    /** Where none can be had. */
    @Nullable
    Path none(String where) {
        if (adapter != null) {
            throw GpiotException.user(
                    "--adapter " + adapter + " does not go with " + where + ", which has its own model");
        }
        return null;
    }
}
