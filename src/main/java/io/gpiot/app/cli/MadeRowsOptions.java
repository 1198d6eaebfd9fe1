package io.gpiot.app.cli;

import io.gpiot.data.augment.Augmentation;
import io.gpiot.data.augment.AugmentedFiles;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where rows that are made come from and go to. */
final class MadeRowsOptions {

    @Parameters(arity = "0..1", paramLabel = "DATA", description = "Folder of rows (default: the checkout's data).")
    private List<Path> data = List.of();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Where the rows go: an empty folder, or one that this command wrote.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    /** The folder of rows that were written. */
    Path folder() {
        return DataCommand.places(data).getFirst();
    }

    Path out() {
        return out;
    }

    void write(Augmentation made) {
        AugmentedFiles.write(made.rows(), made.refusals(), folder(), out);
    }
}
