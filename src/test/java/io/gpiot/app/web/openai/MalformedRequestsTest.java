package io.gpiot.app.web.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.app.web.MalformedRequests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A few thousand requests as nobody should send them, from a fixed seed. */
class MalformedRequestsTest {

    private static final int REQUESTS = 3_000;

    private static final List<String> PATHS = List.of(
            "/v1/chat/completions",
            "/v1/embeddings",
            "/v1/models",
            "/v1/models/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "/../../etc/passwd",
            "/%00",
            "/%zz",
            "//",
            "/health?" + "a=b&".repeat(200),
            "/" + "long/".repeat(4_000),
            "http://evil.example/v1/models",
            "*");

    private static final List<String> BODIES = List.of(
            "{}",
            "",
            "null",
            "[".repeat(5_000),
            "{\"a\":".repeat(3_000),
            "{\"model\": \"gpiot-td\"}",
            "{\"model\": \"gpiot-td\", \"messages\": [{\"role\": \"user\", \"content\": \"\\ud800\\u0000\"}]}",
            "{\"model\": \"gpiot-td\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"}], \"n\": 1e9}",
            "{\"model\": \"gpiot-td\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"}], \"stream\": true}",
            "{\"model\": \"made-embedder\", \"input\": [[[[1]]]]}",
            "{\"model\": \"gpiot-td\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"}], \"response_format\":"
                    + " {\"type\": \"json_schema\", \"json_schema\": {\"schema\": {\"$ref\": \"#\"}}}}",
            "\ufeff{\u00e9}",
            "5\r\nabcde\r\n0\r\n\r\n",
            "ffffffffffffffff\r\n",
            "x".repeat(70_000));

    @Test
    void serverStillAnswersAfterThousandsOfMalformedRequests() {
        StepModel model = StepModel.free();
        try (TestServer server = new TestServer(model)) {
            int refused = new MalformedRequests(PATHS, BODIES).send(REQUESTS, server.server.port());
            assertTrue(refused > REQUESTS / 40, refused + " were seen to be refused");
            TestServer.until(() -> server.activity.running() == 0 && model.running.get() == 0);
            assertEquals(200, server.chatted(Map.of()).statusCode());
            assertTrue(
                    server.log.stream().noneMatch(entry -> entry.status() >= 500),
                    () -> server.log.stream()
                            .filter(entry -> entry.status() >= 500)
                            .findFirst()
                            .toString());
        }
    }
}
