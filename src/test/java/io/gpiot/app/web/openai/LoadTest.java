package io.gpiot.app.web.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.app.web.ApiKeys;
import io.gpiot.app.web.Connection;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that go, too many clients, a server that ends. */
class LoadTest {

    private static CompletableFuture<HttpResponse<String>> chat(
            TestServer server, ExecutorService threads, Map<String, ?> fields) {
        return CompletableFuture.supplyAsync(() -> server.chatted(fields), threads);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clientThatGoesStopsCosting(boolean stream) throws Exception {
        StepModel model = StepModel.held();
        try (TestServer server = new TestServer(model)) {
            try (Connection client = Connection.to(server.server.port())) {
                client.post("/v1/chat/completions", TestServer.chat(Map.of("stream", stream, "n", 2)));
                TestServer.until(() -> model.running.get() == 2);
            }
            TestServer.until(() -> model.cancelled.get() == 2);
            TestServer.until(() -> server.log.size() == 1);
            assertEquals(499, server.log.getFirst().status());
            TestServer.until(() -> server.activity.running() == 0);
            assertTrue(server.get("/metrics").body().contains("gpiot_rows_waiting 0\n"));
        }
    }

    @Test
    void connectionThatIsUsedAgainIsNotTakenForGone() {
        StepModel model = StepModel.free();
        try (TestServer server = new TestServer(model)) {
            for (int i = 0; i < 200; i++) {
                assertEquals(200, server.chatted(Map.of()).statusCode());
            }
            assertEquals(0, model.cancelled.get());
        }
    }

    @Test
    void silentRequestOutlivesTheIdleTimeOfConnections() throws Exception {
        StepModel model = StepModel.held();
        try (TestServer server = new TestServer(model, ApiKeys.NONE, 8, Duration.ofMillis(200));
                Connection client = Connection.to(server.server.port())) {
            client.post("/v1/chat/completions", TestServer.chat(Map.of()));
            TestServer.until(() -> model.running.get() == 1);
            Thread.sleep(1_000);
            model.permits.release(100);
            assertTrue(client.readUntil("\r\n").contains("200"));
        }
    }

    @Test
    void fullQueueIsToldToComeBack() {
        StepModel model = StepModel.held();
        try (TestServer server = new TestServer(model, ApiKeys.NONE, 4);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            var first = chat(server, threads, Map.of("n", 3));
            TestServer.until(() -> model.running.get() == 3);
            HttpResponse<String> refused = server.chatted(Map.of("n", 2));
            assertEquals(429, refused.statusCode());
            assertTrue(
                    Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()) >= 1);
            assertEquals(
                    "rate_limit_error",
                    TestServer.json(refused.body()).at("/error/type").asText());
            assertEquals(400, server.chatted(Map.of("n", 5)).statusCode());
            var second = chat(server, threads, Map.of());
            TestServer.until(() -> model.running.get() == 4);
            model.permits.release(1_000);
            assertEquals(200, first.join().statusCode());
            assertEquals(200, second.join().statusCode());
            assertEquals(200, server.chatted(Map.of("n", 4)).statusCode());
        }
    }

    @Test
    void manyClientsAreAllAnswered() {
        StepModel model = StepModel.free();
        try (TestServer server = new TestServer(model);
                ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                all.add(chat(server, threads, Map.of("stream", i % 2 == 0)));
            }
            all.forEach(one -> assertEquals(200, one.join().statusCode()));
        }
    }

    @Test
    void endingServerFinishesWhatRunsAndTakesNothingNew() throws Exception {
        StepModel model = StepModel.held();
        try (TestServer server = new TestServer(model);
                ExecutorService threads = Executors.newCachedThreadPool();
                Connection kept = Connection.to(server.server.port())) {
            kept.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            kept.readUntil("\"ok\"}");
            var running = chat(server, threads, Map.of());
            TestServer.until(() -> model.running.get() == 1);
            var drained = CompletableFuture.supplyAsync(() -> server.server.drain(Duration.ofMinutes(1)), threads);
            TestServer.until(server.activity::ending);
            kept.post("/v1/chat/completions", TestServer.chat(Map.of()));
            String answer = kept.readSome(2_000);
            assertFalse(answer.contains(" 200 "), answer);
            assertFalse(drained.isDone());
            model.permits.release(100);
            assertEquals(200, running.join().statusCode());
            assertTrue(drained.join());
        }
    }

    @Test
    void answersThatTakeTooLongAreCutOffAtTheEnd() {
        StepModel model = StepModel.held();
        try (TestServer server = new TestServer(model);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            var running = chat(server, threads, Map.of());
            TestServer.until(() -> model.running.get() == 1);
            assertFalse(server.server.drain(Duration.ofMillis(50)));
            assertEquals(503, running.join().statusCode());
            assertEquals(1, model.cancelled.get());
        }
    }

    @Test
    void streamThatIsCutOffEndsWithAnErrorAndNotAsIfItWereWhole() {
        StepModel model = StepModel.held();
        model.permits.release(2);
        try (TestServer server = new TestServer(model);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            var running = chat(server, threads, Map.of("stream", true));
            TestServer.until(() -> model.running.get() == 1 && model.permits.availablePermits() == 0);
            assertFalse(server.server.drain(Duration.ofMillis(50)));
            String body = running.join().body();
            assertTrue(body.contains(" two") && body.contains("\"error\""), body);
            assertFalse(body.contains("[DONE]"), body);
            assertEquals(503, server.log.getLast().status());
        }
    }
}
