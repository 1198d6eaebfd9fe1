package io.gpiot.base.model;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Downloader;
import io.gpiot.base.download.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings a model of the catalogue into the store. */
public final class ModelPuller {

    private final ModelStore store;
    private final Catalogue catalogue;
    private final Downloader downloader;
    private final Clock clock;

    public ModelPuller(ModelStore store, Catalogue catalogue, Downloader downloader, Clock clock) {
        this.store = store;
        this.catalogue = catalogue;
        this.downloader = downloader;
        this.clock = clock;
    }

    /**
     * Downloads the model unless it is here: one pull at a time, sources in order, SHA-256 checked, then one rename.
     *
     * @param says is told in one line which source is used, what is waited for
     * @throws GpiotException USER for an unknown id, RESOURCES where no source has it or the disk is too full
     */
    public InstalledModel pull(String id, Progress progress, Consumer<String> says) {
        CatalogueEntry entry = catalogue.find(id).orElseThrow(() -> store.missing(id));
        try (ModelLock lock = ModelLock.acquire(store.lockFile(id), () -> says.accept(ModelStore.waiting(id)))) {
            Optional<InstalledModel> here = store.installed(id);
            return here.isPresent() ? here.get() : download(entry, progress, says);
        }
    }

    private InstalledModel download(CatalogueEntry entry, Progress progress, Consumer<String> says) {
        Path work = store.workFolder(entry.id());
        Downloader.Fetched fetched = downloader.fetch(
                new Downloader.Wanted(
                        entry.id(),
                        entry.bytes(),
                        entry.sha256(),
                        entry.sources(),
                        "connect to the network and repeat, or bring the file: gpiot models pull " + entry.id()
                                + " --from FILE"),
                work,
                progress,
                says);
        try {
            Path staged = Files.createDirectories(work.resolve("staged"));
            Files.move(fetched.file(), staged.resolve("model.gguf"), StandardCopyOption.REPLACE_EXISTING);
            InstalledModel installed = store.install(
                    staged,
                    new ModelRecord(
                            entry.id(),
                            "model.gguf",
                            entry.bytes(),
                            entry.sha256(),
                            fetched.source().describe(),
                            clock.instant().toString(),
                            entry.licence(),
                            entry.shape()));
            Folders.delete(work);
            return installed;
        } catch (IOException e) {
            throw GpiotException.resources("cannot write into " + work + ": " + e.getMessage(), e);
        }
    }
}
