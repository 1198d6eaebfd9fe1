package io.gpiot.app.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.app.web.MalformedRequests;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few thousand requests for runs, knowledge and results as nobody should send them. */
class MalformedRunsTest {

    private static final int REQUESTS = 3_000;

    private static final List<String> PATHS = List.of(
            "/api/runs",
            "/api/runs",
            "/api/runs?x=%zz",
            "/api/runs/%00",
            "/api/runs/../../etc/passwd",
            "/api/runs/none/events?after=-1",
            "/api/runs/none/files/%2e%2e%2f%2e%2e%2fruns.db",
            "/api/runs/none/choices/99999999999",
            "/api/runs/none/resume",
            "/api/knowledge",
            "/api/knowledge/..%2f..%2fruns.db",
            "/api/knowledge/search?query=" + "x".repeat(3_000),
            "/api/knowledge/search?query=%ff%fe&count=99999999999999999999",
            "/api/tunings/%2e%2e",
            "/api/benches/../report",
            "/page/..%5c..%5cindex.html",
            "/mcp");

    private static final List<String> BODIES = List.of(
            "{}",
            "",
            "null",
            "[".repeat(5_000),
            "{\"planOnly\": \"maybe\"}",
            "{\"candidate\": 1e99}",
            "{\"text\": 7}",
            "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\"}",
            "{\"jsonrpc\": \"2.0\", \"id\": {}, \"method\": [], \"params\": 1}",
            "--edge\r\nContent-Disposition: form-data; name=\"order\"\r\n\r\n{\"requirement\": \"x\"}\r\n",
            "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"../../x\"\r\n\r\n1\r\n--edge--\r\n",
            "--edge\r\n".repeat(2_000),
            "--edge--\r\n",
            "--edge\r\nContent-Disposition: form-data\r\n\r\n\r\n--edge--\r\n",
            "\u0000".repeat(70_000));

    @TempDir
    Path folder;

    @Test
    void serverStillTakesARunAfterThousandsOfMalformedRequests() {
        try (PageServer server = PageServer.open(folder)) {
            int refused = new MalformedRequests(PATHS, BODIES).send(REQUESTS, server.server.port());
            assertTrue(refused > REQUESTS / 40, refused + " were seen to be refused");
            String id = server.ran("Count the beats");
            assertEquals("DONE", server.json("/api/runs/" + id).at("/run/state").asText());
            // 501: a method that MCP's servlet has never heard of
            assertEquals(
                    List.of(),
                    server.log.stream()
                            .filter(entry -> entry.status() >= 500 && entry.status() != 501)
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"2001, 400", "2100, 413"})
    void tooManyFilesAreSaidToBeTooMany(int count, int status) {
        Map<String, String> files = new HashMap<>();
        for (int i = 0; i < count; i++) {
            files.put("a" + i + ".csv", "1");
        }
        try (PageServer server = PageServer.open(folder)) {
            HttpResponse<String> answer = server.send(server.form("/api/runs", "{\"requirement\": \"x\"}", files));
            assertEquals(status, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("files"), answer.body());
        }
    }
}
