package io.gpiot.app.cli;

import io.gpiot.base.Home;
import io.gpiot.base.download.Downloader;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.ModelStore;
import java.io.InputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gpiot models}: the parent of the commands on base models. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists, fetches, imports and removes base models.",
        subcommands = {
            ModelsListCommand.class,
            ModelsShowCommand.class,
            ModelsPullCommand.class,
            ModelsRemoveCommand.class
        },
        footer = {"", "Example:", "  gpiot models pull " + Catalogue.DEFAULT_MODEL})
final class ModelsCommand implements Runnable {

    final Catalogue catalogue;
    private final Home home;
    final Downloader downloader;
    final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ModelsCommand() {
        this(Home.fromEnvironment(), Catalogue.builtIn(System.getenv()), System.in);
    }

    ModelsCommand(Home home, Catalogue catalogue, InputStream in) {
        this.catalogue = catalogue;
        this.home = home;
        this.downloader = new Downloader();
        this.in = in;
    }

    /** @throws io.gpiot.base.GpiotException where home cannot be used */
    ModelStore store() {
        return new ModelStore(home.usable(), catalogue);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
