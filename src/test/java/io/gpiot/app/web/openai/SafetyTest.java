package io.gpiot.app.web.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.app.web.ApiKeys;
import io.gpiot.app.web.Connection;
import io.gpiot.base.Home;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes in, over the wire. */
class SafetyTest {

    private static final String SECRET = "a-secret-of-twenty-letters-and-more";

    @TempDir
    Path folder;

    @Test
    void withoutItsKeyNothingIsAnsweredButHealth() {
        ApiKeys keys = ApiKeys.of(new Home(folder), null, SECRET);
        try (TestServer server = new TestServer(StepModel.free(), keys, 8)) {
            assertEquals(200, server.get("/health").statusCode());
            assertEquals(200, server.get("/openapi.json").statusCode());
            for (String path :
                    new String[] {"/metrics", "/v1/models", "/v1/nothing", "/health/../v1/models", "//v1/models"}) {
                int status = server.get(path).statusCode();
                assertTrue(status == 401 || status == 400, path + " gave " + status);
            }
            HttpResponse<String> refused = server.chatted(Map.of());
            assertEquals(401, refused.statusCode());
            assertEquals(
                    "Bearer", refused.headers().firstValue("WWW-Authenticate").orElse(""));
            assertEquals(
                    "invalid_api_key",
                    TestServer.json(refused.body()).at("/error/code").asText());
            for (String header :
                    new String[] {"Bearer wrong", "Basic " + SECRET, SECRET, "Bearer", "Bearer " + SECRET + "x"}) {
                assertEquals(
                        401,
                        server.send(server.request("/v1/models").header("Authorization", header))
                                .statusCode(),
                        header);
            }
            assertEquals(
                    200,
                    server.send(server.request("/v1/models").header("Authorization", "bearer " + SECRET))
                            .statusCode());
            TestServer.until(() -> server.log.getLast().status() == 200);
            assertEquals(12, server.log.getLast().caller().length());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, 403",
        "null, 403",
        "http://localhost:1, 403",
        "file://, 403",
        "SAME, 200",
    })
    void onlyPagesOfTheServerItselfMayCall(String origin, int status) {
        try (TestServer server = new TestServer(StepModel.free())) {
            String sent = origin.equals("SAME") ? server.address() : origin;
            HttpRequest.Builder request = server.request("/v1/chat/completions")
                    .header("Content-Type", "application/json")
                    .header("Origin", sent)
                    .POST(HttpRequest.BodyPublishers.ofString(TestServer.chat(Map.of())));
            assertEquals(status, server.send(request).statusCode());
        }
    }

    @Test
    void browserOnTheWayFromAnotherSiteMayOnlyVisit() {
        try (TestServer server = new TestServer(StepModel.free())) {
            HttpRequest.Builder fetch = server.request("/v1/models").header("Sec-Fetch-Site", "cross-site");
            assertEquals(
                    403, server.send(fetch.header("Sec-Fetch-Mode", "no-cors")).statusCode());
            HttpRequest.Builder visit = server.request("/v1/models")
                    .header("Sec-Fetch-Site", "cross-site")
                    .header("Sec-Fetch-Mode", "navigate");
            assertEquals(200, server.send(visit).statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "127.0.0.1:99, 200",
        "[::1]:8080, 200",
        "evil.example, 403",
        "127.0.0.1.evil.example:80, 403"
    })
    void serverOnLoopbackIsCalledByItsNamesOnly(String host, int status) throws Exception {
        try (TestServer server = new TestServer(StepModel.free());
                Connection client = Connection.to(server.server.port())) {
            client.write(("GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = client.readUntil("\r\n");
            assertTrue(answer.contains(" " + status + " "), answer);
        }
    }

    @Test
    void answersAreNotForOtherSitesNorCaches() {
        try (TestServer server = new TestServer(StepModel.free())) {
            for (HttpResponse<String> response : new HttpResponse[] {server.get("/health"), server.get("/none")}) {
                Map<String, String> wanted = Map.of(
                        "X-Content-Type-Options", "nosniff",
                        "X-Frame-Options", "DENY",
                        "Cache-Control", "no-store",
                        "Cross-Origin-Resource-Policy", "same-origin");
                wanted.forEach((name, value) ->
                        assertEquals(value, response.headers().firstValue(name).orElse("")));
                assertTrue(response.headers().firstValue("Server").isEmpty());
                assertTrue(response.headers()
                        .firstValue("Access-Control-Allow-Origin")
                        .isEmpty());
            }
        }
    }
}
