package io.gpiot.app.web.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A few thousand requests as nobody should send them, from a fixed seed. */
class MalformedRequestsTest {

    private static final int REQUESTS = 3_000;
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d{3})");

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

    private static final List<String> METHODS =
            List.of("POST", "POST", "POST", "GET", "PUT", "DELETE", "TRACE", "CONNECT", "OPTIONS", "FOO", "", "P\0ST");

    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json",
            "Content-Type: application/json",
            "Content-Type: \u00ff\u00fe",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 7",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Expect: 100-continue",
            "Authorization: Bearer " + "x".repeat(9_000),
            "Authorization: \0",
            "Origin: http://evil.example",
            "Host: other",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
            "Upgrade: websocket\r\nConnection: Upgrade",
            "Connection: close",
            "Range: bytes=0-1",
            " folded",
            "no colon here",
            "X: " + "y".repeat(20_000));

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

    private static byte[] request(Random random, int port) {
        String method = pick(METHODS, random);
        StringBuilder text = new StringBuilder();
        text.append(method).append(' ').append(pick(PATHS, random));
        text.append(random.nextInt(20) == 0 ? " HTTP/9.9" : " HTTP/1.1").append("\r\n");
        if (random.nextInt(10) > 0) {
            text.append("Host: localhost:").append(port).append("\r\n");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(pick(HEADERS, random)).append("\r\n");
        }
        String body = pick(BODIES, random);
        if (random.nextInt(3) > 0) {
            text.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length + random.nextInt(20) / 19)
                    .append("\r\n");
        }
        text.append("\r\n").append(body);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(8) == 0 ? random.nextInt(30) : 0; i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    @Test
    void serverStillAnswersAfterThousandsOfMalformedRequests() throws IOException {
        Random random = new Random(20_240_607);
        StepModel model = StepModel.free();
        int refused = 0;
        try (TestServer server = new TestServer(model)) {
            for (int i = 0; i < REQUESTS; i++) {
                try (Connection client = Connection.to(server)) {
                    client.write(request(random, server.server.port()));
                    // most go without waiting for what they may never get
                    String answer = i % 10 == 0 ? client.readSome(20) : "";
                    Matcher status = STATUS.matcher(answer);
                    if (status.find()) {
                        int code = Integer.parseInt(status.group(1));
                        assertTrue(code < 500 || code == 501 || code == 505, answer);
                        refused += code >= 400 ? 1 : 0;
                    }
                } catch (IOException e) {
                    // the server would not hear the end of it
                }
            }
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
