package io.gpiot.simulate.real;

import io.gpiot.base.GpiotException;
import io.gpiot.base.download.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells whether a folder's recordings changed, without reading them: names and sizes of all files. */
final class FolderKey {

    private FolderKey() {}

    static String of(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
            StringBuilder listing = new StringBuilder();
            for (Path file : files) {
                listing.append(folder.relativize(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append('\n');
            }
            return Sha256.of(listing.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw GpiotException.user("cannot list " + folder + ": " + e.getMessage());
        }
    }
}
