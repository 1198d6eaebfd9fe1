package io.gpiot.pect.train;

import io.gpiot.base.GpiotException;
import io.gpiot.base.download.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/** {@code adapter/}, which is replaced as a whole, and the candidate for it. */
final class AdapterFolder {

    private final Path folder;
    private final AdapterWriter writer;

    AdapterFolder(Path folder, AdapterWriter writer) {
        this.folder = folder;
        this.writer = writer;
    }

    /** Writes the adapter as it is now, beside the one that is kept. */
    Path candidate(SequencedMap<String, Tensor> parameters) {
        Path candidate = folder.resolveSibling("." + folder.getFileName() + ".part");
        try {
            Folders.delete(candidate);
            Files.createDirectories(candidate);
        } catch (IOException e) {
            throw failed(e);
        }
        writer.write(candidate, parameters);
        return candidate;
    }

    /** Puts back what a kill between the two renames of {@link #keep} left beside. */
    void restore() {
        Path old = old();
        try {
            if (Files.exists(old) && !Files.exists(folder)) {
                Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path old() {
        return folder.resolveSibling("." + folder.getFileName() + ".old");
    }

    /**
     * A folder cannot replace another by one rename: between the two the old one is beside, see {@link #restore}.
     */
    void keep(Path candidate) {
        Path old = old();
        try {
            Folders.delete(old);
            if (Files.exists(folder)) {
                Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(candidate, folder, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(old);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void drop(Path candidate) {
        try {
            Folders.delete(candidate);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private GpiotException failed(IOException e) {
        return GpiotException.unwritten(folder, e);
    }
}
