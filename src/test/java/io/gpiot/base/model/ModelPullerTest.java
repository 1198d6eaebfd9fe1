package io.gpiot.base.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Downloader;
import io.gpiot.base.download.FileServer;
import io.gpiot.base.download.Sha256;
import io.gpiot.base.download.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPullerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-01-02T03:04:05Z"), ZoneOffset.UTC);

    private final byte[] content = TinyGguf.bytes();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private FileServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new FileServer(content);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPulledModelIsInTheStoreWithItsRecordAndNothingElseStays() throws IOException {
        ModelStore store = store("/whole", Sha256.of(content));
        InstalledModel pulled = pull(store, "/whole", Sha256.of(content));
        assertArrayEquals(content, Files.readAllBytes(store.require("tiny")));
        assertEquals(pulled, store.find("tiny"));
        assertEquals(
                new ModelRecord(
                        "tiny",
                        "model.gguf",
                        content.length,
                        Sha256.of(content),
                        server.at("/whole").toString(),
                        "2025-01-02T03:04:05Z",
                        "MIT",
                        entry("/whole", "0".repeat(64)).shape()),
                Json.readFile(pulled.path().resolveSibling("model.json"), ModelRecord.class));
        assertTrue(Files.notExists(store.workFolder("tiny")));
    }

    @Test
    void aSecondPullFindsItHereAndAsksNobody() throws IOException {
        ModelStore store = store("/whole", Sha256.of(content));
        InstalledModel first = pull(store, "/whole", Sha256.of(content));
        server.close();
        assertEquals(first, pull(store, "/whole", Sha256.of(content)));
    }

    @Test
    void aWrongChecksumIsRefusedAndNothingIsInstalled() {
        String expected = "a".repeat(64);
        ModelStore store = store("/whole", expected);
        var error = assertThrows(GpiotException.class, () -> pull(store, "/whole", expected));
        assertEquals(GpiotException.Category.RESOURCES, error.category());
        assertTrue(
                error.getMessage().contains("SHA-256 is " + Sha256.of(content) + ", expected " + expected),
                error.getMessage());
        assertTrue(error.getMessage().endsWith("gpiot models pull tiny --from FILE"), error.getMessage());
        assertEquals(List.of(), store.installed());
        assertEquals(0, store.unfinished("tiny"));
    }

    @Test
    void anUnknownIdIsTheUsersErrorAndNamesTheNearest() {
        ModelStore store = store("/whole", Sha256.of(content));
        var puller = new ModelPuller(store, catalogue("/whole", Sha256.of(content)), new Downloader(), CLOCK);
        var error = assertThrows(GpiotException.class, () -> puller.pull("tinny", Progress.NONE, said::add));
        assertEquals(GpiotException.Category.USER, error.category());
        assertTrue(error.getMessage().contains("the nearest are tiny"), error.getMessage());
    }

    @Test
    void aSecondPullAtOnceSaysThatItWaitsAndThenFindsTheModel() throws Exception {
        ModelStore store = store("/whole", Sha256.of(content));
        CompletableFuture<InstalledModel> second;
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        try (ModelLock first = ModelLock.acquire(store.lockFile("tiny"), () -> {})) {
            second = CompletableFuture.supplyAsync(
                    () -> new ModelPuller(store, catalogue("/whole", Sha256.of(content)), new Downloader(), CLOCK)
                            .pull("tiny", Progress.NONE, text -> {
                                said.add(text);
                                waiting.complete(null);
                            }));
            waiting.join();
            assertEquals(List.of("another gpiot is changing tiny: waiting for it"), said);
            assertTrue(store.installed("tiny").isEmpty());
        }
        assertEquals(second.join(), store.find("tiny"));
    }

    @Test
    void aRemovedModelIsGoneWithItsUnfinishedParts() throws IOException {
        ModelStore store = store("/whole", Sha256.of(content));
        pull(store, "/whole", Sha256.of(content));
        Files.createDirectories(store.workFolder("tiny"));
        Files.write(store.workFolder("tiny").resolve("source-1.part"), new byte[10]);
        assertEquals(10, store.unfinished("tiny"));

        store.remove("tiny", said::add);
        assertEquals(List.of(), store.installed());
        assertEquals(0, store.unfinished("tiny"));
        assertThrows(GpiotException.class, () -> store.remove("tiny", said::add));
    }

    private InstalledModel pull(ModelStore store, String path, String sha256) {
        return new ModelPuller(store, catalogue(path, sha256), new Downloader(), CLOCK)
                .pull("tiny", Progress.NONE, said::add);
    }

    private ModelStore store(String path, String sha256) {
        return new ModelStore(new Home(folder), catalogue(path, sha256));
    }

    private Catalogue catalogue(String path, String sha256) {
        return new Catalogue(List.of(entry(path, sha256)));
    }

    private CatalogueEntry entry(String path, String sha256) {
        return new CatalogueEntry(
                "tiny",
                "Tiny",
                "MIT",
                32,
                content.length,
                sha256,
                new ModelShape("qwen2", 32, 2, 2, 2, 3, 64),
                List.of(new Source.Web(server.at(path))));
    }
}
