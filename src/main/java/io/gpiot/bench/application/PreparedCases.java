package io.gpiot.bench.application;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.simulate.data.FloatArray;
import io.gpiot.simulate.data.Npy;
import io.gpiot.simulate.data.SensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The cases of an application in a benchmark's folder, written once: data/NAME, and truth/NAME where programs never look. */
final class PreparedCases {

    /** How often the tested windows are repeated to see what one of them takes. */
    static final int REPEATS = 5;

    private PreparedCases() {}

    private record Listing(String key, List<Place> cases) {
        private record Place(String name, String data, String truth) {}
    }

    static List<DataCase> in(Path folder, SensorData source, Progress progress) {
        Path listing = folder.resolve("cases.json");
        if (Files.exists(listing)) {
            Listing known = Json.readFile(listing, Listing.class);
            if (!known.key().equals(source.key())) {
                throw GpiotException.user(folder + " holds a benchmark on other data: name another folder");
            }
            return known.cases().stream()
                    .map(place ->
                            new DataCase(place.name(), folder.resolve(place.data()), folder.resolve(place.truth())))
                    .toList();
        }
        List<String> names = source.cases();
        List<DataCase> cases = new ArrayList<>();
        try (Progress.Task task = progress.start("writing the data", names.size(), "cases")) {
            for (String name : names) {
                cases.add(source.write(
                        name,
                        folder.resolve("data").resolve(name),
                        folder.resolve("truth").resolve(name)));
                task.at(cases.size());
            }
        }
        Json.writeFile(
                listing,
                new Listing(
                        source.key(),
                        cases.stream()
                                .map(each -> new Listing.Place(
                                        each.name(), within(folder, each.data()), within(folder, each.truth())))
                                .toList()));
        return cases;
    }

    /** Relative where possible, so that the folder can be moved. */
    private static String within(Path folder, Path place) {
        return (place.startsWith(folder) ? folder.relativize(place) : place).toString();
    }

    /** The same case with its tested windows repeated; none of it is scored. */
    static DataCase stretched(Path folder, DataCase data) {
        Path copy = folder.resolve("data").resolve(data.name() + "-x" + REPEATS);
        DataCase stretched = new DataCase(copy.getFileName().toString(), copy, data.truth());
        if (Files.exists(copy)) {
            return stretched;
        }
        Path part = copy.resolveSibling("." + copy.getFileName() + ".part");
        try (Stream<Path> files = Files.list(data.data())) {
            Files.createDirectories(part);
            for (Path file : files.toList()) {
                Path target = part.resolve(file.getFileName());
                if (file.toString().endsWith("_test.npy")) {
                    Npy.write(target, repeated(Npy.floats(file)));
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw GpiotException.resources("cannot write " + copy + ": " + e.getMessage(), e);
        }
        return stretched;
    }

    private static FloatArray repeated(FloatArray array) {
        int[] rows = new int[array.length() * REPEATS];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row % array.length();
        }
        return array.rows(rows);
    }
}
