package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import picocli.CommandLine.Option;

/** For what load the memory of a model is estimated. */
final class LoadOptions {

    @Option(
            names = "--context",
            paramLabel = "TOKENS",
            defaultValue = "4096",
            description = "Estimate memory for prompts and answers of so many tokens (default: ${DEFAULT-VALUE}).")
    private int context;

    @Option(
            names = "--batch",
            paramLabel = "ROWS",
            defaultValue = "8",
            description = "Estimate memory for so many requests at once (default: ${DEFAULT-VALUE}).")
    private int batch;

    /** @throws GpiotException USER where it is not positive */
    int context() {
        return positive("--context", context);
    }

    /** @throws GpiotException USER where it is not positive */
    int batch() {
        return positive("--batch", batch);
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw GpiotException.user(name + " must be 1 or more, was " + value);
        }
        return value;
    }
}
