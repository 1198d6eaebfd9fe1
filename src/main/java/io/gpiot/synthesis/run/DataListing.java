package io.gpiot.synthesis.run;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells whether the user's data changed, without reading it: names, sizes and times of its files. */
final class DataListing {

    private DataListing() {}

    static String hash(Path data) {
        if (!Files.exists(data)) {
            throw GpiotException.user("there is no data at " + data + ": give a folder or a file with --data");
        }
        try (Stream<Path> found = Files.walk(data)) {
            List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
            StringBuilder listing =
                    new StringBuilder(data.toAbsolutePath().normalize().toString());
            for (Path file : files) {
                listing.append('\n')
                        .append(data.relativize(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis());
            }
            return Hash.of(listing);
        } catch (IOException | UncheckedIOException e) {
            throw GpiotException.resources("cannot list " + data + ": " + e.getMessage(), e);
        }
    }
}
