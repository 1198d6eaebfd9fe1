package io.gpiot.app.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.app.web.ApiKeys;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunRoutesTest {

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

    private List<String> names(String id) {
        List<String> names = new ArrayList<>();
        server.json("/api/runs/" + id)
                .path("files")
                .forEach(file -> names.add(file.path("name").asText()));
        return names;
    }

    @Test
    void runIsAskedForWatchedAndTakenHome() {
        HttpResponse<String> asked = server.submitted(
                "{\"requirement\": \"Count the beats\", \"result\": [\"n (int): beats\"], \"candidates\": 3, \"seed\": 7}");
        assertEquals(201, asked.statusCode(), asked.body());
        String id = PageServer.read(asked).path("id").asText();
        String events = server.get("/api/runs/" + id + "/events").body();
        assertTrue(events.contains("\"kind\":\"StageFinished\""), events);
        assertTrue(events.contains("event: end"), events);
        JsonNode run = server.json("/api/runs/" + id).path("run");
        assertEquals("DONE", run.path("state").asText());
        assertEquals(3, run.at("/order/settings/sampling/candidates").asInt());
        assertEquals(7, run.at("/order/settings/sampling/seed").asInt());
        assertEquals(1, server.json("/api/runs").path("runs").size());
        assertEquals(
                "# ", server.get("/api/runs/" + id + "/files/main.py").body().substring(0, 2));
        HttpResponse<String> zip = server.get("/api/runs/" + id + "/zip");
        assertEquals("application/zip", zip.headers().firstValue("Content-Type").orElse(""));
        assertTrue(zip.body().startsWith("PK"));
        assertTrue(Files.exists(folder.resolve("work/local/" + id + "/data/day 1/walk.csv")));
    }

    @Test
    void eventsGoOnFromThePositionThatWasSeen() {
        String id = server.ran("Count the beats");
        long last = server.json("/api/runs/" + id).at("/run/lastEvent").asLong();
        String rest = server.send(
                        server.request("/api/runs/" + id + "/events").header("Last-Event-ID", "" + (last - 2)))
                .body();
        assertEquals(2, rest.split("\nid: ", -1).length - 1, rest);
        assertTrue(rest.contains("\nid: " + last + "\n"), rest);
    }

    @Test
    void editedStageIsGoneOnFrom() {
        String id = server.ran("Count the beats");
        String path = "/api/runs/" + id + "/files/chosen/01.py";
        String program = "def f():\n    # mine\n    return 1\n";
        HttpResponse<String> edited =
                server.send(server.json("PUT", path, "{\"text\": \"" + program.replace("\n", "\\n") + "\"}"));
        assertEquals(200, edited.statusCode(), edited.body());
        assertEquals(program, server.get(path).body());
        HttpResponse<String> resumed = server.send(server.json("POST", "/api/runs/" + id + "/resume", "{}"));
        assertEquals(200, resumed.statusCode(), resumed.body());
        server.rested(id);
        assertEquals("DONE", server.json("/api/runs/" + id).at("/run/state").asText());
        HttpResponse<String> left = server.send(server.json("DELETE", "/api/runs/" + id + "/choices/1", "{}"));
        assertEquals(200, left.statusCode(), left.body());
        assertFalse(names(id).contains("chosen/01.py"));
    }

    @Test
    void candidateIsPicked() {
        String id = server.ran("Count the beats");
        assertTrue(names(id).contains("candidates/01/02.py"));
        HttpResponse<String> picked =
                server.send(server.json("PUT", "/api/runs/" + id + "/choices/1", "{\"candidate\": 2}"));
        assertEquals(200, picked.statusCode(), picked.body());
        assertEquals(
                server.get("/api/runs/" + id + "/files/candidates/01/02.py").body(),
                server.get("/api/runs/" + id + "/files/chosen/01.py").body());
    }

    @Test
    void planStopsAfterTheSubTasksAndGoesOnLater() {
        String id = PageServer.read(server.submitted("{\"requirement\": \"Count\", \"planOnly\": true}"))
                .path("id")
                .asText();
        server.rested(id);
        assertTrue(server.json("/api/runs/" + id).at("/run/outcome/planned").asBoolean());
        assertFalse(names(id).contains("main.py"));
        server.send(server.json("POST", "/api/runs/" + id + "/resume", "{\"planOnly\": false}"));
        server.rested(id);
        assertTrue(names(id).contains("main.py"));
    }

    @Test
    void whatAProgramWroteCannotActInABrowser() {
        String id = server.ran("Count the beats");
        HttpResponse<String> page = server.get("/api/runs/" + id + "/files/results/page.html");
        assertEquals(
                "application/octet-stream",
                page.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "attachment", page.headers().firstValue("Content-Disposition").orElse(""));
        HttpResponse<String> plot = server.get("/api/runs/" + id + "/files/results/rate.png");
        assertEquals("image/png", plot.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void whatAsksForNothingIsRefusedInALine() {
        assertEquals(400, server.submitted("{}").statusCode());
        assertEquals(400, server.submitted("{\"requirement\": \" \"}").statusCode());
        assertEquals(
                400, server.submitted("{\"requirement\": \"x\", \"speed\": 3}").statusCode());
        assertEquals(
                400,
                server.submitted("{\"requirement\": \"x\", \"result\": [\"n\"]}")
                        .statusCode());
        assertEquals(
                400,
                server.submitted("{\"requirement\": \"x\", \"candidates\": 65}").statusCode());
        assertEquals(400, server.submitted("null").statusCode());
        String tooLong = "n (int): " + "x".repeat(600);
        assertEquals(
                400,
                server.submitted("{\"requirement\": \"x\", \"result\": [\"" + tooLong + "\"]}")
                        .statusCode());
        assertEquals(
                400,
                server.send(server.form("/api/runs", "{\"requirement\": \"x\"}", Map.of()))
                        .statusCode());
        assertEquals(
                400,
                server.send(server.form("/api/runs", null, Map.of("a.csv", "1")))
                        .statusCode());
        assertEquals(415, server.send(server.json("POST", "/api/runs", "{}")).statusCode());
        assertEquals(
                413,
                server.send(server.form("/api/runs", "{}", Map.of("a", "x".repeat(PageServer.MOST_UPLOAD))))
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", ".hidden", "a/../b", "con|.csv"})
    void dataNamesDoNotLeadElsewhere(String name) {
        HttpResponse<String> answer =
                server.send(server.form("/api/runs", "{\"requirement\": \"x\"}", Map.of(name, "1")));
        assertEquals(400, answer.statusCode(), answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/runs/none",
                "/api/runs/none/events",
                "/api/runs/none/zip",
                "/api/runs/none/files/main.py",
                "/api/runs/ID/files/.lock",
                "/api/runs/ID/files/..%2fdata%2fday%201%2fwalk.csv",
                "/api/runs/ID/files/values"
            })
    void whatIsNotListedIsNotThere(String path) {
        String id = server.ran("Count the beats");
        int status = server.get(path.replace("ID", id)).statusCode();
        assertTrue(status == 404 || status == 400, path + ": " + status);
    }

    @Test
    void runsOfAnotherKeyAreNotThere(@TempDir Path other) throws Exception {
        Path file = Files.writeString(other.resolve("keys"), "ann-ann-ann-ann-ann-ann\nbob-bob-bob-bob-bob-bob\n");
        ApiKeys keys = ApiKeys.of(new io.gpiot.base.Home(other.resolve("home")), file, null);
        try (PageServer keyed = PageServer.withKeys(other, keys)) {
            assertEquals(200, keyed.get("/").statusCode());
            assertEquals(200, keyed.get("/page/app.js").statusCode());
            assertEquals(401, keyed.get("/api/runs").statusCode());
            String ann = "Bearer ann-ann-ann-ann-ann-ann";
            String bob = "Bearer bob-bob-bob-bob-bob-bob";
            HttpResponse<String> asked =
                    keyed.send(keyed.form("/api/runs", "{\"requirement\": \"x\"}", Map.of("a.csv", "1"))
                            .header("Authorization", ann));
            String path = "/api/runs/" + PageServer.read(asked).path("id").asText();
            assertEquals(
                    200,
                    keyed.send(keyed.request(path).header("Authorization", ann)).statusCode());
            assertEquals(
                    404,
                    keyed.send(keyed.request(path).header("Authorization", bob)).statusCode());
            assertEquals(
                    404,
                    keyed.send(keyed.request(path + "/events").header("Authorization", bob))
                            .statusCode());
        }
    }

    @Test
    void chainAnswersAChatWithItsStages() {
        String message = "Count the steps\\n```walk.csv\\nt,x\\n0,1\\n```";
        HttpResponse<String> answer = server.send(server.json(
                "POST",
                "/v1/chat/completions",
                "{\"model\": \"gpiot\", \"messages\": [{\"role\": \"user\", \"content\": \"" + message + "\"}]}"));
        assertEquals(200, answer.statusCode(), answer.body());
        String text = PageServer.read(answer).at("/choices/0/message/content").asText();
        assertTrue(text.contains("## Sub-tasks") && text.contains("## Result"), text);
        assertEquals(
                "Count the steps",
                server.json("/api/runs").at("/runs/0/order/requirement").asText());
        HttpResponse<String> bare = server.send(server.json(
                "POST",
                "/v1/chat/completions",
                "{\"model\": \"gpiot\", \"messages\": [{\"role\": \"user\", \"content\": \"Count\"}]}"));
        assertEquals(400, bare.statusCode());
        HttpResponse<String> open = server.send(server.json(
                "POST",
                "/v1/chat/completions",
                "{\"model\": \"gpiot\", \"messages\": [{\"role\": \"user\", \"content\": \""
                        + "```a.b\\n".repeat(25_000) + "\"}]}"));
        assertTrue(open.statusCode() == 400 && open.body().contains("does not end"), open.body());
    }
}
