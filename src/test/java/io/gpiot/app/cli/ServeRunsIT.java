package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import io.gpiot.engine.format.RealModels;
import io.gpiot.synthesis.execute.RealPython;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on the whole server: the smallest real model, the real Python, sandbox and PostgreSQL; the server is killed on the way. */
class ServeRunsIT {

    private static final String FORM = """
            --edge\r
            Content-Disposition: form-data; name="order"\r
            \r
            {"requirement": "Compute the mean of x", "candidates": 1, "rounds": 1, "seed": 3}\r
            --edge\r
            Content-Disposition: form-data; name="files"; filename="walk.csv"\r
            \r
            %s\r
            --edge--\r
            """.formatted("time,x\n" + "0.1,2\n0.2,4\n0.3,8\n".repeat(20));

    private static final Path HOME = Path.of("target", "real-environments").toAbsolutePath();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedPostgres database;
    private ServedProcess server;

    @BeforeEach
    void start() throws IOException {
        RealPython.runner(); // the environment is made, or the test is skipped where there is no sandbox
        database = EmbeddedPostgres.builder().start();
        server = serve();
    }

    private ServedProcess serve() throws IOException {
        return ServedProcess.start(
                HOME,
                folder.resolve("errors.log"),
                "--model",
                RealModels.require(RealModels.SMALLEST).toAbsolutePath().toString(),
                "--database",
                database.getJdbcUrl("postgres", "postgres"));
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        if (database != null) {
            database.close();
        }
        client.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertTrue(answer.statusCode() < 300, answer.statusCode() + " " + answer.body());
        return answer.body();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(send(request(path)));
    }

    @Test
    void runOfAKilledServerIsListedGoesOnAndTellsNothingOfTheMachine() throws Exception {
        String id = Json.MAPPER
                .readTree(send(request("/api/runs")
                        .header("Content-Type", "multipart/form-data; boundary=edge")
                        .POST(HttpRequest.BodyPublishers.ofString(FORM))))
                .path("id")
                .asText();
        String run = "/api/runs/" + id;
        try (Stream<String> events = client.send(request(run + "/events").build(), HttpResponse.BodyHandlers.ofLines())
                .body()) {
            assertTrue(events.anyMatch(
                    line -> line.contains("StageFinished") && line.contains("\"stage\":\"DECOMPOSE\"")));
        }
        server.close(); // kill -9
        assertEquals(128 + 9, server.process().waitFor());

        server = serve();
        assertEquals("INTERRUPTED", get("/api/runs").at("/runs/0/state").asText());
        send(request(run + "/resume")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        String events = send(request(run + "/events")); // ends with the run
        assertTrue(events.contains("StageKept"), events);
        JsonNode ended = get(run);
        assertEquals("DONE", ended.at("/run/state").asText(), ended.toString());
        assertFalse(ended.path("files").isEmpty());
        for (JsonNode file : ended.path("files")) {
            String name = file.path("name").asText();
            String text = send(request(run + "/files/" + name));
            assertFalse(text.contains(HOME.toString()), name + " names a folder of this machine:\n" + text);
        }
        assertFalse(events.contains(HOME.toString()), events);
        send(request(run).DELETE());
        assertTrue(get("/api/runs").path("runs").isEmpty());
    }
}
