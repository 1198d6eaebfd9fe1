package io.gpiot.app.demo;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A record that a program is run on, and its truth, which the program never sees.
 *
 * @param data a folder with nothing but this record, one lead
 * @param truth its beat annotations
 */
public record HeartbeatRecord(String name, Path data, Path truth) {

    /** The record itself, for plots. */
    public WfdbRecord signal() {
        return WfdbRecord.read(data.resolve(name + ".hea"));
    }

    /** The excerpts of {@code examples/heartbeat}: the first is the one that programs are written on. */
    public static List<HeartbeatRecord> excerpts(Path folder) {
        return headers(folder.resolve("data"), 2).stream()
                .map(header -> new HeartbeatRecord(
                        stem(header),
                        header.toAbsolutePath().resolveSibling(""),
                        folder.toAbsolutePath().resolve("truth").resolve(stem(header) + ".atr")))
                .toList();
    }

    /**
     * Whole records (.hea, .dat, .atr) of a folder; each one's first lead is copied to a folder of its own.
     *
     * @param work gets the copies
     */
    public static List<HeartbeatRecord> whole(Path folder, Path work) {
        return annotated(folder).stream()
                .map(header -> {
                    Path copy = work.toAbsolutePath().resolve(stem(header));
                    WfdbRecord.read(header).write(copy);
                    return new HeartbeatRecord(stem(header), copy, annotations(header));
                })
                .toList();
    }

    /** @throws GpiotException USER where the folder holds no record with annotations */
    public static void check(Path folder) {
        if (annotated(folder).isEmpty()) {
            throw GpiotException.user("the records in " + folder + " have no annotations (.atr beside .hea), so nothing"
                    + " can be scored on them");
        }
    }

    private static List<Path> annotated(Path folder) {
        return headers(folder, 1).stream()
                .filter(header -> Files.exists(annotations(header)))
                .toList();
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
