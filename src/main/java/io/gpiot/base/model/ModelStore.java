package io.gpiot.base.model;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Folders;
import io.gpiot.base.download.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The models on this machine: {@code models/ID/model.gguf} (or the folder {@code model}) with {@code model.json}. A
 * model's folder appears whole, by one rename, and goes the same way.
 */
public final class ModelStore {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final String RECORD = "model.json";

    private final Path folder;
    private final Catalogue catalogue;

    public ModelStore(Home home, Catalogue catalogue) {
        this.folder = home.models();
        this.catalogue = catalogue;
    }

    /** Every installed model, in id order. */
    public List<InstalledModel> installed() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.sorted()
                    .map(path -> installed(path.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    public Optional<InstalledModel> installed(String id) {
        if (!ID.matcher(id).matches() || !Files.isRegularFile(folderOf(id).resolve(RECORD))) {
            return Optional.empty();
        }
        ModelRecord known = Json.readFile(folderOf(id).resolve(RECORD), ModelRecord.class);
        Path path = folderOf(id).resolve(known.file());
        return Files.exists(path)
                ? Optional.of(new InstalledModel(
                        id, path, known.bytes(), known.sha256(), known.licence(), known.source(), known.shape()))
                : Optional.empty();
    }

    /**
     * The file or folder of an installed model.
     *
     * @throws GpiotException RESOURCES where the id is known but not here, USER where it is not known
     */
    public Path require(String id) {
        return installed(id).orElseThrow(() -> missing(id)).path();
    }

    /**
     * An installed model by its id, or a GGUF file or safetensors folder anywhere by its path. A path's SHA-256 is
     * computed here, which takes about a second a gigabyte.
     *
     * @throws GpiotException as {@link #require}; USER where the path holds no whole model
     */
    public InstalledModel find(String idOrPath) {
        Optional<InstalledModel> installed = installed(idOrPath);
        if (installed.isPresent()) {
            return installed.get();
        }
        Path path = Path.of(idOrPath);
        if (!isPath(idOrPath) && !Files.exists(path)) {
            throw missing(idOrPath);
        }
        ModelFiles.Inspected found = ModelFiles.inspect(path);
        Path absolute = path.toAbsolutePath().normalize();
        return new InstalledModel(
                String.valueOf(absolute.getFileName()),
                absolute,
                found.bytes(),
                hash(found.files(), Files.isDirectory(path), Progress.NONE),
                found.licence(),
                absolute.toString(),
                found.shape());
    }

    /**
     * Where a model lies, as {@link #find} would find it, without reading it; empty for one of the catalogue that is not here.
     *
     * @throws GpiotException USER where there is no such model and no such path
     */
    public Optional<Path> locate(String idOrPath) {
        Optional<Path> installed = installed(idOrPath).map(InstalledModel::path);
        if (installed.isPresent() || catalogue.find(idOrPath).isPresent()) {
            return installed;
        }
        Path path = Path.of(idOrPath);
        if (!Files.exists(path) && !isPath(idOrPath)) {
            throw missing(idOrPath);
        }
        return Optional.of(path);
    }

    /**
     * What of a model decides its memory, before it is fetched or read.
     *
     * @throws GpiotException USER where there is no such model, or the path holds no whole one
     */
    public ModelShape shape(String idOrPath) {
        return installed(idOrPath)
                .map(InstalledModel::shape)
                .or(() -> catalogue.find(idOrPath).map(CatalogueEntry::shape))
                .orElseGet(
                        () -> ModelFiles.inspect(locate(idOrPath).orElseThrow()).shape());
    }

    private static boolean isPath(String idOrPath) {
        return idOrPath.contains("/") || idOrPath.endsWith(".gguf");
    }

    /** Bytes of an unfinished pull of that model. */
    public long unfinished(String id) {
        return ID.matcher(id).matches() ? Folders.bytes(workFolder(id)) : 0;
    }

    /**
     * Removes an installed model and what an unfinished pull of it left.
     *
     * @param says is told where another process is at that model and is waited for
     * @throws GpiotException USER or RESOURCES where there is neither
     */
    public void remove(String id, Consumer<String> says) {
        if (installed(id).isEmpty() && unfinished(id) == 0) {
            throw missing(id);
        }
        try (ModelLock lock = ModelLock.acquire(lockFile(id), () -> says.accept(waiting(id)))) {
            // Out of sight by one rename first: a kill in the middle must not leave half a model.
            Path removed = Files.createDirectories(workFolder(id)).resolve("removed");
            if (Files.exists(folderOf(id))) {
                Folders.delete(removed);
                Files.move(folderOf(id), removed, StandardCopyOption.ATOMIC_MOVE);
            }
            Folders.delete(workFolder(id));
        } catch (IOException e) {
            throw GpiotException.resources("cannot remove " + folderOf(id) + ": " + e.getMessage(), e);
        }
    }

    static String waiting(String id) {
        return "another gpiot is changing " + id + ": waiting for it";
    }

    /** The error for an id that is not installed; it names the way out. */
    GpiotException missing(String id) {
        if (catalogue.find(id).isPresent()) {
            return GpiotException.resources("the model " + id + " is not on this machine: gpiot models pull " + id);
        }
        List<String> known = new ArrayList<>(catalogue.ids());
        installed().forEach(model -> known.add(model.id()));
        return GpiotException.user("there is no model " + id + "; the nearest are "
                + String.join(", ", NearestNames.of(id, known)) + " (all: gpiot models list)");
    }

    /** @throws GpiotException USER where the id cannot name a folder */
    static void requireName(String id) {
        if (!ID.matcher(id).matches()) {
            throw GpiotException.user(
                    "a model's name has small letters, digits, dots, dashes and underscores only, was " + id);
        }
    }

    Path folderOf(String id) {
        return folder.resolve(id);
    }

    /** Where a model is put together before it appears; on the same file system as the store. */
    Path workFolder(String id) {
        return folder.resolve(".downloads").resolve(id);
    }

    Path lockFile(String id) {
        return folder.resolve(".locks").resolve(id + ".lock");
    }

    /** Writes the record beside the model in {@code staged} and makes it the model {@code id}, whole or not at all. */
    InstalledModel install(Path staged, ModelRecord described) {
        Json.writeFile(staged.resolve(RECORD), described);
        try {
            // A folder without a record is what a kill left of an older version of ours, or of a hand.
            Folders.delete(folderOf(described.id()));
            Files.move(staged, folderOf(described.id()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw GpiotException.resources("cannot put the model into " + folder + ": " + e.getMessage(), e);
        }
        return installed(described.id()).orElseThrow();
    }

    /**
     * SHA-256 of a model as its record has it: of the GGUF file, or over the files of a safetensors folder.
     *
     * @throws GpiotException USER where the path holds no whole model
     */
    public static String sha256(Path fileOrFolder, Progress progress) {
        return hash(ModelFiles.inspect(fileOrFolder).files(), Files.isDirectory(fileOrFolder), progress);
    }

    /** SHA-256 of the one file, or of the sorted lines of names and hashes of a folder's files. */
    static String hash(List<Path> files, boolean folder, Progress progress) {
        if (!folder) {
            return Sha256.of(files.getFirst(), progress);
        }
        StringBuilder lines = new StringBuilder();
        for (Path file : files) {
            lines.append(Sha256.of(file, progress))
                    .append("  ")
                    .append(file.getFileName())
                    .append('\n');
        }
        return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
}
