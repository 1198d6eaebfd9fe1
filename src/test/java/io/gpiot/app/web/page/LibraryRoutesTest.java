package io.gpiot.app.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryRoutesTest {

    @TempDir
    Path folder;

    private PageServer server;

    @BeforeEach
    void start() {
        server = PageServer.open(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void documentIsAddedFoundAndTakenOut() {
        HttpResponse<String> added = server.send(server.form(
                "/api/knowledge", null, Map.of("zebra.txt", "Zebras carry an accelerometer on the collar.")));
        assertEquals("added", PageServer.read(added).at("/outcomes/0/outcome").asText(), added.body());
        JsonNode found = server.json("/api/knowledge/search?query=zebras+accelerometer+collar&count=20");
        assertTrue(found.toString().contains("zebra.txt"), found.toString());
        assertFalse(found.toString().contains(folder.toString()), "no folder of the machine");
        JsonNode sources = server.json("/api/knowledge");
        assertFalse(sources.toString().contains(folder.toString()), "no folder of the machine");
        assertEquals(2, sources.path("sources").size());
        HttpResponse<String> removed =
                server.send(server.request("/api/knowledge/zebra.txt").DELETE());
        assertEquals(200, removed.statusCode(), removed.body());
        assertEquals(1, server.json("/api/knowledge").path("sources").size());
    }

    @Test
    void refusedDocumentSaysWhy() {
        HttpResponse<String> answer =
                server.send(server.form("/api/knowledge", null, Map.of("broken.pdf", "this is no PDF")));
        JsonNode outcome = PageServer.read(answer).at("/outcomes/0");
        assertEquals("refused", outcome.path("outcome").asText(), answer.body());
        assertFalse(answer.body().contains(folder.toString()), answer.body());
    }

    @Test
    void refusedReplacementLeavesWhatWasThere() {
        server.send(server.form("/api/knowledge", null, Map.of("lions.md", "Lions wear a collar with a gyroscope.")));
        HttpResponse<String> again = server.send(server.form("/api/knowledge", null, Map.of("lions.md", " ")));
        assertEquals("refused", PageServer.read(again).at("/outcomes/0/outcome").asText(), again.body());
        JsonNode found = server.json("/api/knowledge/search?query=lions+collar+gyroscope&count=20");
        assertTrue(found.toString().contains("lions.md"), found.toString());
        assertEquals(
                200,
                server.send(server.request("/api/knowledge/lions.md").DELETE()).statusCode());
        assertEquals(1, server.json("/api/knowledge").path("sources").size());
    }

    @Test
    void builtInCardsStay() {
        HttpRequest.Builder request =
                server.request("/api/knowledge/built-in%20cards").DELETE();
        assertEquals(404, server.send(request).statusCode());
    }

    @Test
    void tuningIsShownThoughItsLastLineIsHalfWritten() {
        assertEquals(
                "made-base", server.json("/api/tunings").at("/tunings/0/base").asText());
        JsonNode metrics = server.json("/api/tunings/tune-one").path("metrics");
        assertEquals(40, metrics.size());
        assertEquals(40, metrics.get(39).path("step").asInt());
    }

    @Test
    void benchmarkShowsItsFiguresAndItsReport() {
        assertEquals(
                "made-suite", server.json("/api/benches").at("/benches/0/suite").asText());
        assertEquals(
                0.42,
                server.json("/api/benches/bench-one")
                        .at("/measures/0/interval/mean")
                        .asDouble());
        HttpResponse<String> report = server.get("/api/benches/bench-one/report");
        assertTrue(report.headers()
                .firstValue("Content-Security-Policy")
                .orElse("")
                .startsWith("sandbox"));
    }

    @Test
    void modelsSayWhatIsServed() {
        JsonNode models = server.json("/api/models");
        assertTrue(models.path("models").size() > 2, models.toString());
        assertFalse(models.at("/served/sha256").asText().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/tunings/none",
                "/api/tunings/..",
                "/api/tunings/bench-one",
                "/api/benches/tune-one",
                "/api/benches/..%2fhome/report",
                "/api/knowledge/search?query=",
                "/api/knowledge/search?query=x&count=0",
                "/page/..%2fopenapi.json",
                "/page/none.js",
                "/page/index.txt"
            })
    void nothingElseIsRead(String path) {
        int status = server.get(path).statusCode();
        assertTrue(status == 404 || status == 400, path + ": " + status);
    }
}
