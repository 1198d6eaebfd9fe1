package io.gpiot.engine.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server of our own on the loopback address. */
class EndpointModelTest {

    private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int failure = 503;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/v1/chat/completions", exchange -> {
            JsonNode body = Json.MAPPER.readTree(exchange.getRequestBody());
            bodies.add(body);
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String asked = body.path("messages").path(0).path("content").asText();
            boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            byte[] answer = ("{\"choices\": [{\"message\": {\"content\": \"to " + asked + "\"}, \"finish_reason\": \""
                            + (asked.equals("long") ? "length" : "stop")
                            + "\"}], \"usage\": {\"prompt_tokens\": 3, \"completion_tokens\": 5}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fails ? failure : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private EndpointModel model(String key) {
        URI base = URI.create("http://localhost:" + server.getAddress().getPort() + "/v1/");
        return new EndpointModel(base, "big", key, Duration.ofMillis(1));
    }

    private static Request ask(String text) {
        return Request.of(List.of(Message.user(text)), Sampling.of(0.8, 0.95, 7), 64);
    }

    @Test
    void answersComeInTheOrderOfTheQuestionsAndAreHeardOnce() {
        List<Integer> heard = Collections.synchronizedList(new ArrayList<>());
        try (EndpointModel model = model("secret")) {
            List<Answer> answers = model.generate(List.of(ask("a"), ask("long"), ask("c")), new AnswerListener() {
                @Override
                public void done(int index, Answer answer) {
                    heard.add(index);
                }
            });
            assertEquals(
                    List.of("to a", "to long", "to c"),
                    answers.stream().map(Answer::text).toList());
            assertEquals(Answer.Finish.LENGTH, answers.get(1).finish());
            assertEquals(3, answers.getFirst().promptTokens());
            assertEquals(5, answers.getFirst().tokens());
        }
        assertEquals(List.of(0, 1, 2), heard.stream().sorted().toList());
        assertEquals(List.of("Bearer secret"), keys.stream().distinct().toList());
        JsonNode body = bodies.getFirst();
        assertEquals("big", body.path("model").asText());
        assertEquals(0.8, body.path("temperature").asDouble());
        assertEquals(64, body.path("max_tokens").asInt());
        assertEquals(7, body.path("seed").asInt());
    }

    @Test
    void aBusyServerIsAskedAgain() {
        failures.set(2);
        try (EndpointModel model = model(null)) {
            assertEquals("to a", model.generate(ask("a")).text());
        }
        assertEquals(3, bodies.size());
    }

    @Test
    void aRefusalIsSaidAtOnce() {
        failure = 401;
        failures.set(9);
        try (EndpointModel model = model(null)) {
            GpiotException fault = assertThrows(GpiotException.class, () -> model.generate(ask("a")));
            assertEquals(GpiotException.Category.RESOURCES, fault.category());
            assertTrue(fault.getMessage().contains("status 401"), fault::getMessage);
        }
        assertEquals(1, bodies.size());
    }

    @Test
    void whatTheProtocolCannotCarryIsRefused() {
        try (EndpointModel model = model(null)) {
            GpiotException fault =
                    assertThrows(GpiotException.class, () -> model.generate(ask("a").withPrefill("```python\n")));
            assertTrue(fault.getMessage().contains("--prompts plain"), fault::getMessage);
        }
        assertEquals(0, bodies.size());
    }
}
