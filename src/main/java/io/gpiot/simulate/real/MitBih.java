package io.gpiot.simulate.real;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.simulate.data.SensorData;
import io.gpiot.simulate.data.WfdbRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** WFDB records with beat annotations (.hea, .dat, .atr), such as the MIT-BIH Arrhythmia Database's. */
public final class MitBih implements SensorData {

    private final Path folder;
    private final List<Path> headers;

    /** @throws GpiotException USER where the folder holds no record with annotations */
    public MitBih(Path folder) {
        this.folder = folder;
        this.headers = headers(folder, 1).stream()
                .filter(header -> Files.exists(annotations(header)))
                .toList();
        if (headers.isEmpty()) {
            throw GpiotException.user("the records in " + folder + " have no annotations (.atr beside .hea), so nothing"
                    + " can be scored on them");
        }
    }

    /** The excerpts of {@code examples/heartbeat}: the first is the one that programs are written on. */
    public static List<DataCase> excerpts(Path folder) {
        return headers(folder.resolve("data"), 2).stream()
                .map(header -> new DataCase(
                        stem(header),
                        header.toAbsolutePath().resolveSibling(""),
                        folder.toAbsolutePath().resolve("truth").resolve(stem(header) + ".atr")))
                .toList();
    }

    /** The lead that programs see in a case's folder. */
    public static WfdbRecord signal(DataCase record) {
        return WfdbRecord.read(headers(record.data(), 1).getFirst());
    }

    @Override
    public String origin() {
        return headers.size() + " ECG records with annotated beats, first lead";
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public String key() {
        return FolderKey.of(folder);
    }

    @Override
    public List<String> cases() {
        return headers.stream().map(MitBih::stem).toList();
    }

    /** Copies the first lead; the annotations stay where they are. */
    @Override
    public DataCase write(String name, Path data, Path truth) {
        Path header = headers.get(cases().indexOf(name));
        WfdbRecord.read(header).write(data);
        return new DataCase(name, data, annotations(header));
    }

    private static Path annotations(Path header) {
        return header.toAbsolutePath().resolveSibling(stem(header) + ".atr");
    }

    private static List<Path> headers(Path folder, int depth) {
        try (Stream<Path> found = Files.walk(folder, depth)) {
            List<Path> headers = found.filter(file -> file.toString().endsWith(".hea"))
                    .sorted()
                    .toList();
            if (headers.isEmpty()) {
                throw GpiotException.user("no WFDB records (.hea with .dat and .atr) in " + folder
                        + "; give the folder that holds MIT-BIH's records");
            }
            return headers;
        } catch (IOException e) {
            throw GpiotException.user("cannot read the records in " + folder + ": " + e.getMessage());
        }
    }

    private static String stem(Path header) {
        return header.getFileName().toString().replaceFirst("\\.hea$", "");
    }
}
