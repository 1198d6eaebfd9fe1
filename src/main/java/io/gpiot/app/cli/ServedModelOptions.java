package io.gpiot.app.cli;

import io.gpiot.app.RunSession;
import io.gpiot.base.model.Catalogue;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the chain works with: told to a run, or once to a server for all its runs. */
final class ServedModelOptions {

    @Option(
            names = "--model",
            defaultValue = Catalogue.DEFAULT_MODEL,
            description = "Id of a known or imported model, or a path (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String model;

    @Mixin
    private AdapterOptions adapter = new AdapterOptions();

    @Option(
            names = "--python",
            paramLabel = "LOCK",
            defaultValue = "modern",
            description = "Package set of the programs: modern or classic (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String lock;

    @Option(
            names = "--sandbox",
            paramLabel = "LAYER",
            defaultValue = "auto",
            description = "auto, bubblewrap, landlock, container or none; none runs what a model wrote unprotected"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String sandbox;

    /** @param guard whether programs are watched while they are written */
    RunSession.Choice choice(boolean guard) {
        return new RunSession.Choice(model, adapter.folder(), lock, VerifyOptions.layer(sandbox), guard);
    }
}
