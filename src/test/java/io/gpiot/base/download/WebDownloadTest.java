package io.gpiot.base.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebDownloadTest {

    private static final int SIZE = 300_000;

    private final byte[] content = new byte[SIZE];
    private final WebDownload download = new WebDownload(
            new WebDownload.Settings(Duration.ofSeconds(2), Duration.ofMillis(400), 3, Duration.ofMillis(1)));

    @TempDir
    Path folder;

    private Path part;
    private FileServer server;

    @BeforeEach
    void serve() throws IOException {
        new Random(7).nextBytes(content);
        part = folder.resolve("file.part");
        server = new FileServer(content);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aWholeFileArrivesInOneRequest() throws IOException {
        complete("/whole");
        assertEquals(List.of(""), server.ranges());
    }

    @Test
    void aPartIsResumedWhereItEnds() throws IOException {
        Files.write(part, Arrays.copyOf(content, 1000));
        complete("/whole");
        assertEquals(List.of("bytes=1000-"), server.ranges());
    }

    @Test
    void aCompletePartNeedsNoRequest() throws IOException {
        Files.write(part, content);
        complete("/whole");
        assertEquals(List.of(), server.ranges());
    }

    @Test
    void aServerWithoutRangesIsReadFromTheStart() throws IOException {
        Files.write(part, new byte[1000]);
        complete("/norange");
    }

    @Test
    void aServerThatCutsOffIsAskedForTheRest() throws IOException {
        complete("/cutoff");
        List<String> ranges = server.ranges();
        assertEquals("", ranges.getFirst());
        // A connection cut off may lose what is still on its way: each request starts past the one before it, no more.
        long[] starts =
                ranges.stream().skip(1).mapToLong(WebDownloadTest::start).toArray();
        assertTrue(starts.length >= 2, ranges.toString());
        for (int i = 0; i < starts.length; i++) {
            assertTrue(starts[i] > (i == 0 ? 0 : starts[i - 1]), ranges.toString());
        }
    }

    @Test
    void aServerThatFallsSilentIsLeftAndAskedAgain() throws IOException {
        complete("/stalls");
        assertTrue(server.ranges().size() >= 3, server.ranges().toString());
    }

    @Test
    void aRedirectIsFollowedWithItsRange() throws IOException {
        Files.write(part, Arrays.copyOf(content, 1000));
        complete("/moved");
        assertEquals(List.of("", "bytes=1000-"), server.ranges());
    }

    @Test
    void aBusyServerIsTriedAgain() throws IOException {
        complete("/busy");
    }

    @Test
    void aServerThatStaysBrokenIsGivenUp() {
        assertEquals("the server answered 503 (3 tries)", reason(server.at("/broken"), SIZE));
        assertEquals(3, server.ranges().size());
    }

    @Test
    void aMissingFileIsGivenUpAtOnce() {
        assertEquals("the server answered 404", reason(server.at("/missing"), SIZE));
        assertEquals(1, server.ranges().size());
    }

    @Test
    void anotherSizeIsRefusedBeforeTheBytesCome() throws IOException {
        assertEquals("offers 300000 bytes where 299999 are expected", reason(server.at("/whole"), SIZE - 1));
        assertTrue(!Files.exists(part) || Files.size(part) == 0);
    }

    @Test
    void aRefusedConnectionIsGivenUpWithoutRetries() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String reason = reason(URI.create("http://127.0.0.1:" + port + "/whole"), SIZE);
        assertTrue(reason.startsWith("no connection to 127.0.0.1"), reason);
    }

    @Test
    void anUnknownHostIsGivenUpWithoutRetries() {
        // The domain "invalid" is reserved to resolve nowhere.
        String reason = reason(URI.create("http://models.invalid/whole"), SIZE);
        assertTrue(reason.contains("models.invalid"), reason);
    }

    /** The first byte of {@code bytes=N-}. */
    private static long start(String range) {
        return Long.parseLong(range.substring("bytes=".length(), range.length() - 1));
    }

    private void complete(String path) throws IOException {
        assertInstanceOf(FetchResult.Complete.class, download.fetch(server.at(path), part, SIZE, Progress.NONE), path);
        assertArrayEquals(content, Files.readAllBytes(part));
    }

    private String reason(URI address, long bytes) {
        return assertInstanceOf(FetchResult.Unavailable.class, download.fetch(address, part, bytes, Progress.NONE))
                .reason();
    }
}
