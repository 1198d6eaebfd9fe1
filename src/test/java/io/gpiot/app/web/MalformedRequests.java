package io.gpiot.app.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests as nobody should send them, from a fixed seed. @param bodies some of them what such a path takes */
public record MalformedRequests(List<String> paths, List<String> bodies) {

    private static final List<String> METHODS =
            List.of("POST", "POST", "POST", "GET", "PUT", "DELETE", "TRACE", "CONNECT", "OPTIONS", "FOO", "", "P\0ST");

    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json",
            "Content-Type: application/json",
            "Content-Type: \u00ff\u00fe",
            "Content-Type: multipart/form-data; boundary=edge",
            "Content-Type: multipart/form-data",
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

    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d{3})");

    /** @return how many were seen to be refused; none may be seen to fail */
    public int send(int count, int port) {
        Random random = new Random(20_240_607);
        int refused = 0;
        for (int i = 0; i < count; i++) {
            try (Connection client = Connection.to(port)) {
                client.write(next(random, port));
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
        return refused;
    }

    private byte[] next(Random random, int port) {
        String method = pick(METHODS, random);
        StringBuilder text = new StringBuilder();
        text.append(method).append(' ').append(pick(paths, random));
        text.append(random.nextInt(20) == 0 ? " HTTP/9.9" : " HTTP/1.1").append("\r\n");
        if (random.nextInt(10) > 0) {
            text.append("Host: localhost:").append(port).append("\r\n");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(pick(HEADERS, random)).append("\r\n");
        }
        String body = pick(bodies, random);
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
}
