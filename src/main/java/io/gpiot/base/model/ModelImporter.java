package io.gpiot.base.model;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.base.download.DiskSpace;
import io.gpiot.base.download.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts a model that lies on this machine into the store: a GGUF file or a Hugging Face safetensors folder. */
public final class ModelImporter {

    private final ModelStore store;
    private final Catalogue catalogue;
    private final DiskSpace disk;
    private final Clock clock;

    public ModelImporter(ModelStore store, Catalogue catalogue, DiskSpace disk, Clock clock) {
        this.store = store;
        this.catalogue = catalogue;
        this.disk = disk;
        this.clock = clock;
    }

    /**
     * Imports under a name; by hard link where the file system can, else by copy. The original stays.
     *
     * @param name a new name, or the id of a catalogue model whose very file this is
     * @param from a GGUF file or a safetensors folder
     * @throws GpiotException USER where the name is taken or unfit, the file is no whole model, or is not the
     *     catalogue's file; RESOURCES where the disk is too full
     */
    public InstalledModel importFrom(String name, Path from, Progress progress, Consumer<String> says) {
        ModelStore.requireName(name);
        ModelFiles.Inspected found = ModelFiles.inspect(from);
        try (ModelLock lock = ModelLock.acquire(store.lockFile(name), () -> says.accept(ModelStore.waiting(name)))) {
            if (store.installed(name).isPresent()) {
                throw GpiotException.user(
                        name + " is installed already: gpiot models remove " + name + ", or choose another name");
            }
            Path staged = store.workFolder(name).resolve("staged");
            try {
                Folders.delete(staged);
                return stage(name, from, found, staged, progress);
            } finally {
                Folders.delete(staged);
            }
        } catch (IOException e) {
            throw GpiotException.resources("cannot import " + from + ": " + e.getMessage(), e);
        }
    }

    private InstalledModel stage(String name, Path from, ModelFiles.Inspected found, Path staged, Progress progress)
            throws IOException {
        boolean folder = Files.isDirectory(from);
        Path target = staged.resolve(folder ? "model" : "model.gguf");
        Files.createDirectories(folder ? target : staged);
        try (Progress.Task task = progress.start("importing", found.bytes(), "bytes")) {
            long done = 0;
            for (Path file : found.files()) {
                linkOrCopy(file, folder ? target.resolve(file.getFileName()) : target);
                done += ModelFiles.size(file);
                task.at(done);
            }
        }
        List<Path> files = folder
                ? found.files().stream()
                        .map(file -> target.resolve(file.getFileName()))
                        .toList()
                : List.of(target);
        String sha256 = ModelStore.hash(files, folder, progress);
        Optional<CatalogueEntry> known = catalogue.find(name);
        if (known.isPresent() && !known.get().sha256().equals(sha256)) {
            throw GpiotException.user(from + " is not the catalogue's " + name + ": its SHA-256 is " + sha256
                    + ", expected " + known.get().sha256() + "; import it under another name");
        }
        InstalledModel installed = store.install(
                staged,
                new ModelRecord(
                        name,
                        String.valueOf(target.getFileName()),
                        found.bytes(),
                        sha256,
                        from.toAbsolutePath().normalize().toString(),
                        clock.instant().toString(),
                        known.map(CatalogueEntry::licence).orElse(found.licence()),
                        found.shape()));
        Folders.delete(store.workFolder(name));
        return installed;
    }

    /** A hub's cache holds links to its blobs, so the file behind the link is taken. */
    private void linkOrCopy(Path file, Path target) throws IOException {
        Path real = file.toRealPath();
        try {
            Files.createLink(target, real);
        } catch (IOException | UnsupportedOperationException e) {
            disk.require(Files.size(real), target);
            Files.copy(real, target);
        }
    }
}
