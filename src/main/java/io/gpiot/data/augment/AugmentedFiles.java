package io.gpiot.data.augment;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.data.Row;
import io.gpiot.data.read.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of made rows, in the form of the folder {@code data}: {@code tdd/DOMAIN/NAME.md}, {@code cgd/DOMAIN/NAME.md}, a copy of
 * {@code topics.md}, and {@code refusals.json}.
 */
public final class AugmentedFiles {

    private static final String REFUSALS = "refusals.json";

    private AugmentedFiles() {}

    /**
     * Replaces what an earlier run wrote there.
     *
     * @param data the folder whose rows were varied
     * @throws GpiotException USER where the folder holds something that this did not write
     */
    public static void write(List<Row> rows, List<Refusal> refusals, Path data, Path folder) {
        clear(folder);
        Json.writeFile(
                folder.resolve(REFUSALS), List.of()); // first: a kill on the way leaves a folder that is known as ours
        for (Row row : rows) {
            Json.writeText(folder.resolve(row.label().id() + ".md"), Augmentation.text(row));
        }
        Path topics = data.resolve(Topics.FILE);
        try {
            if (Files.exists(topics)) {
                Json.writeText(folder.resolve(Topics.FILE), Files.readString(topics));
            }
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + topics + ": " + e.getMessage(), e);
        }
        Json.writeFile(folder.resolve(REFUSALS), refusals);
    }

    private static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent() && !Files.exists(folder.resolve(REFUSALS))) {
                throw GpiotException.user(folder + " holds files that were not made here; name an empty folder");
            }
            for (String kind : List.of("tdd", "cgd")) {
                delete(folder.resolve(kind));
            }
        } catch (IOException e) {
            throw GpiotException.resources("cannot empty " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
