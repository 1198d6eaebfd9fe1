package io.gpiot.base.download;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Refuses work that the disk has no room for.
 *
 * @param free the usable bytes of the file system that holds an existing folder
 */
public record DiskSpace(ToLongFunction<Path> free) {

    public static DiskSpace real() {
        return new DiskSpace(folder -> {
            try {
                return Files.getFileStore(folder).getUsableSpace();
            } catch (IOException e) {
                throw GpiotException.resources("cannot read the free space at " + folder + ": " + e.getMessage(), e);
            }
        });
    }

    /**
     * @param folder where the bytes shall go; it need not exist yet
     * @throws GpiotException RESOURCES where fewer bytes are free
     */
    public void require(long bytes, Path folder) {
        require(bytes, folder, "");
    }

    /**
     * @param why what the bytes are for where that is not plain, such as {@code " (98 MB for the file, ...)"}; else
     *     empty
     * @throws GpiotException RESOURCES where fewer bytes are free
     */
    public void require(long bytes, Path folder, String why) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        long available = free.applyAsLong(existing);
        if (available < bytes) {
            throw GpiotException.resources("not enough disk space: needs " + megabytes(bytes) + why + ", free "
                    + megabytes(available) + ", at " + existing + "; make room, or set GPIOT_HOME to a larger disk");
        }
    }

    /** Sizes as file managers and model pages state them: 1 MB is 1,000,000 bytes. */
    public static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", Math.ceilDiv(bytes, 1_000_000));
    }
}
