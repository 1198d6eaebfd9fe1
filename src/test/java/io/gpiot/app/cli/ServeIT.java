package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import io.gpiot.engine.format.RealModels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command with the smallest real model, as a process of its own. */
class ServeIT {

    private static final int STREAMS = 8;

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedProcess server;

    private Process gpiot(String... arguments) throws IOException {
        return ServedProcess.gpiot(home, home.resolve("errors.log"), arguments);
    }

    @BeforeEach
    void start() throws IOException {
        String model = RealModels.require(RealModels.SMALLEST).toString();
        server = ServedProcess.start(home, home.resolve("errors.log"), "--model", model, "--drain", "300");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        client.close();
    }

    private HttpResponse<String> post(String path, Map<String, ?> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> chat(String question, Map<String, ?> fields) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", "gpiot-cg");
        body.put("messages", List.of(Map.of("role", "user", "content", question)));
        body.put("max_tokens", 24);
        body.putAll(fields);
        return post("/v1/chat/completions", body);
    }

    private static String streamed(HttpResponse<String> response) {
        StringBuilder text = new StringBuilder();
        response.body().lines().filter(line -> line.startsWith("data: {")).forEach(line -> {
            try {
                text.append(Json.MAPPER
                        .readTree(line.substring(6))
                        .at("/choices/0/delta/content")
                        .asText(""));
            } catch (IOException e) {
                throw new AssertionError(line, e);
            }
        });
        return text.toString();
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void realModelServesManyFollowsSchemasEmbedsAndEndsWell() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                String question = "Name a sensor that begins with the letter " + (char) ('a' + i);
                streams.add(CompletableFuture.supplyAsync(
                        () -> chat(question, Map.of("stream", true, "seed", 5)), threads));
            }
            for (CompletableFuture<HttpResponse<String>> stream : streams) {
                assertEquals(200, stream.join().statusCode());
                assertFalse(streamed(stream.join()).isBlank());
            }
            Map<String, Object> schema = Map.of(
                    "type", "object",
                    "required", List.of("sensor", "rate"),
                    "properties",
                            Map.of(
                                    "sensor", Map.of("enum", List.of("ecg", "imu")),
                                    "rate", Map.of("type", "integer", "minimum", 0)));
            HttpResponse<String> form = chat(
                    "Give a sensor and its sampling rate in Hz as JSON.",
                    Map.of(
                            "response_format",
                            Map.of("type", "json_schema", "json_schema", Map.of("name", "s", "schema", schema)),
                            "max_tokens",
                            60));
            JsonNode value =
                    json(json(form.body()).at("/choices/0/message/content").asText());
            assertTrue(List.of("ecg", "imu").contains(value.path("sensor").asText()), form.body());
            assertTrue(value.path("rate").isIntegralNumber(), form.body());

            JsonNode vectors = json(
                    post("/v1/embeddings", Map.of("model", "bge-small-en-v1.5-q", "input", List.of("an ECG", "a dog")))
                            .body());
            assertEquals(384, vectors.at("/data/1/embedding").size());
            assertTrue(
                    vectors.at("/usage/prompt_tokens").asInt() >= 6,
                    vectors.path("usage").toString());

            var last =
                    CompletableFuture.supplyAsync(() -> chat("Tell a long story.", Map.of("max_tokens", 200)), threads);
            while (!metrics().contains("gpiot_rows_decoding 1")) {
                Thread.sleep(10);
            }
            server.process().destroy(); // SIGTERM
            assertEquals(200, last.join().statusCode());
            assertEquals(0, server.process().waitFor());
            assertEquals(
                    "",
                    Files.readString(home.resolve("errors.log"))
                            .lines()
                            .filter(line -> !line.startsWith("WARNING"))
                            .reduce("", String::concat));
        }
    }

    private String metrics() throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(server.address() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void madeKeyIsPrintedOnceAndLetsOthersIn() throws Exception {
        Process refused = gpiot("serve", "--host", "0.0.0.0");
        assertEquals(2, refused.waitFor());
        assertTrue(Files.readString(home.resolve("errors.log")).contains("--new-key"));
        Process made = gpiot("serve", "--new-key");
        String key = new String(made.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        assertEquals(0, made.waitFor());
        assertTrue(key.matches("gpiot_[A-Za-z0-9_-]{43}"), key);
        assertFalse(Files.readString(home.resolve("api-keys.json")).contains(key));
    }
}
