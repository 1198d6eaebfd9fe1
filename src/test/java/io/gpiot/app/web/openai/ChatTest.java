package io.gpiot.app.web.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.app.web.Connection;
import io.gpiot.engine.Request;
import io.gpiot.engine.ScriptedModel;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatTest {

    private final StepModel model = StepModel.free();
    private final TestServer server = new TestServer(model);

    @AfterEach
    void close() {
        server.close();
    }

    private JsonNode chat(Map<String, ?> fields) {
        HttpResponse<String> response = server.chatted(fields);
        assertEquals(200, response.statusCode(), response.body());
        return TestServer.json(response.body());
    }

    private List<String> events(Map<String, ?> fields) {
        HttpResponse<String> response = server.chatted(fields);
        assertEquals(200, response.statusCode(), response.body());
        assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"));
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    @Test
    void answerHasTextReasonAndUsage() {
        JsonNode body = chat(Map.of());
        JsonNode choice = body.at("/choices/0");
        assertEquals("chat.completion", body.path("object").asText());
        assertEquals("gpiot-td", body.path("model").asText());
        assertEquals("assistant", choice.at("/message/role").asText());
        assertEquals(
                "one two three four five six seven eight nine ten",
                choice.at("/message/content").asText());
        assertEquals("stop", choice.path("finish_reason").asText());
        assertEquals(1, body.at("/usage/prompt_tokens").asInt());
        assertEquals(10, body.at("/usage/completion_tokens").asInt());
        assertEquals(11, body.at("/usage/total_tokens").asInt());
        assertEquals(1, body.at("/usage/prompt_tokens_details/cached_tokens").asInt());
    }

    @Test
    void limitEndsAnswerWithReasonLength() {
        for (String name : List.of("max_tokens", "max_completion_tokens")) {
            JsonNode choice = chat(Map.of(name, 2)).at("/choices/0");
            assertEquals("one two", choice.at("/message/content").asText());
            assertEquals("length", choice.path("finish_reason").asText());
        }
    }

    @Test
    void choicesAreOneCallWithSeedsThatFollow() {
        JsonNode body = chat(Map.of("n", 3, "seed", 7, "max_tokens", 2));
        assertEquals(3, body.path("choices").size());
        assertEquals(2, body.at("/choices/2/index").asInt());
        assertEquals(6, body.at("/usage/completion_tokens").asInt());
        assertEquals(1, body.at("/usage/prompt_tokens").asInt());
        assertEquals(
                List.of(7L, 8L, 9L),
                model.asked.stream().map(request -> request.sampling().seed()).toList());
    }

    @Test
    void everySettingReachesTheEngine() {
        chat(Map.of("temperature", 0.25, "top_p", 0.5, "seed", -3, "stop", List.of("four", "nine"), "max_tokens", 50));
        Request request = model.asked.getFirst();
        assertEquals(0.25, request.sampling().temperature());
        assertEquals(0.5, request.sampling().topP());
        assertEquals(-3, request.sampling().seed());
        assertEquals(List.of("four", "nine"), request.stop());
        assertEquals(50, request.maxTokens());
        assertEquals(1, request.path());
        chat(Map.of("model", "gpiot-rt", "top_p", 0, "stop", "two"));
        Request second = model.asked.getLast();
        assertEquals(0, second.path());
        assertTrue(second.sampling().greedy());
        assertEquals(List.of("two"), second.stop());
    }

    @Test
    void requestsWithoutSeedDiffer() {
        chat(Map.of());
        chat(Map.of());
        assertFalse(model.asked.get(0).sampling().seed()
                == model.asked.get(1).sampling().seed());
    }

    @Test
    void streamOpensGrowsEndsAndIsDone() {
        List<String> events = events(Map.of("stream", true, "stop", "three"));
        assertEquals("[DONE]", events.getLast());
        assertEquals(
                "assistant",
                TestServer.json(events.getFirst()).at("/choices/0/delta/role").asText());
        StringBuilder text = new StringBuilder();
        for (String event : events.subList(0, events.size() - 1)) {
            JsonNode chunk = TestServer.json(event);
            assertEquals("chat.completion.chunk", chunk.path("object").asText());
            assertFalse(chunk.has("usage"));
            text.append(chunk.at("/choices/0/delta/content").asText(""));
        }
        assertEquals("one two", text.toString());
        assertEquals(5, events.size());
        assertEquals(
                "stop",
                TestServer.json(events.get(3)).at("/choices/0/finish_reason").asText());
    }

    @Test
    void streamTellsUsageWhereItIsAskedFor() {
        List<String> events = events(Map.of("stream", true, "n", 2, "stream_options", Map.of("include_usage", true)));
        JsonNode last = TestServer.json(events.get(events.size() - 2));
        assertEquals(0, last.path("choices").size());
        assertEquals(20, last.at("/usage/completion_tokens").asInt());
        assertTrue(TestServer.json(events.getFirst()).path("usage").isNull());
    }

    @Test
    void streamBeginsBeforeTheAnswerIsWhole() throws Exception {
        StepModel held = StepModel.held();
        held.permits.release(2);
        try (TestServer slow = new TestServer(held);
                Connection client = Connection.to(slow.server.port())) {
            client.post("/v1/chat/completions", TestServer.chat(Map.of("stream", true)));
            client.readUntil(" two");
            assertEquals(1, held.running.get());
            held.permits.release(100);
            client.readUntil("[DONE]");
        }
    }

    @Test
    void failureInsideIsAnErrorWithoutDetails() {
        for (boolean stream : List.of(false, true)) {
            HttpResponse<String> response = server.chatted(
                    Map.of("stream", stream, "messages", List.of(Map.of("role", "user", "content", "break"))));
            assertEquals(500, response.statusCode());
            JsonNode error = TestServer.json(response.body()).path("error");
            assertEquals("server_error", error.path("type").asText());
            assertFalse(response.body().contains("secret"), response.body());
            int logged = stream ? 2 : 1;
            TestServer.until(() -> server.log.size() == logged); // the client has its answer before
            assertTrue(String.valueOf(server.log.getLast().failure()).contains("broken on request"));
        }
    }

    @Test
    void unknownFieldsAndNullsAreIgnored() {
        Map<String, Object> fields = new java.util.HashMap<>();
        fields.put("user", "me");
        fields.put("store", false);
        fields.put("temperature", null);
        fields.put("tools", List.of());
        fields.put("frequency_penalty", 0);
        assertEquals(1, chat(fields).path("choices").size());
    }

    @Test
    void textPartsAreJoined() {
        chat(Map.of(
                "messages",
                List.of(
                        Map.of("role", "developer", "content", "short"),
                        Map.of(
                                "role",
                                "user",
                                "content",
                                List.of(Map.of("type", "text", "text", "a "), Map.of("type", "text", "text", "b"))))));
        assertEquals("short", model.asked.getFirst().messages().getFirst().content());
        assertEquals("a b", model.asked.getFirst().messages().getLast().content());
    }

    @Test
    void answersFollowTheSchema() {
        ScriptedModel babbling = ScriptedModel.babbling();
        try (TestServer other = new TestServer(babbling)) {
            Map<String, Object> schema = Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("rate", Map.of("type", "integer")),
                    "required",
                    List.of("rate"),
                    "additionalProperties",
                    false);
            HttpResponse<String> response = other.chatted(Map.of(
                    "response_format",
                    Map.of("type", "json_schema", "json_schema", Map.of("name", "r", "schema", schema))));
            assertEquals(200, response.statusCode(), response.body());
            String content = TestServer.json(response.body())
                    .at("/choices/0/message/content")
                    .asText();
            assertTrue(TestServer.json(content).path("rate").isIntegralNumber(), content);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"temperature\": \"hot\"} | temperature | invalid_value",
                "{\"temperature\": 2.1} | temperature | invalid_value",
                "{\"top_p\": -0.1} | top_p | invalid_value",
                "{\"n\": 0} | n | invalid_value",
                "{\"n\": 1.5} | n | invalid_value",
                "{\"n\": 33} | n | invalid_value",
                "{\"seed\": 1e30} | seed | invalid_value",
                "{\"stop\": [1]} | stop | invalid_value",
                "{\"stop\": \"\"} | stop | invalid_value",
                "{\"stop\": [\"a\",\"b\",\"c\",\"d\",\"e\"]} | stop | invalid_value",
                "{\"max_tokens\": 0} | max_tokens | invalid_value",
                "{\"stream\": \"yes\"} | stream | invalid_value",
                "{\"stream_options\": 1} | stream_options | invalid_value",
                "{\"messages\": []} | messages | invalid_value",
                "{\"messages\": \"hi\"} | messages | invalid_value",
                "{\"messages\": [1]} | messages[0] | invalid_value",
                "{\"messages\": [{\"role\": \"user\"}]} | messages[0].content | missing_required_parameter",
                "{\"messages\": [{\"role\": \"cat\", \"content\": \"\"}]} | messages[0].role | invalid_value",
                "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]} | messages[0].content | invalid_value",
                "{\"model\": null} | model | missing_required_parameter",
                "{\"tools\": [{}]} | tools | unsupported_parameter",
                "{\"logprobs\": true} | logprobs | unsupported_parameter",
                "{\"presence_penalty\": 1} | presence_penalty | unsupported_parameter",
                "{\"response_format\": {\"type\": \"xml\"}} | response_format.type | invalid_value",
                "{\"response_format\": {\"type\": \"json_schema\"}} | response_format.json_schema | missing_required_parameter",
                "{\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"schema\": {\"pattern\": \"a\"}}}} | response_format.json_schema.schema | invalid_json_schema"
            })
    void wrongValueIsNamed(String fields, String param, String code) throws Exception {
        @SuppressWarnings("unchecked")
        Map<String, Object> map = io.gpiot.base.Json.MAPPER.readValue(fields, Map.class);
        HttpResponse<String> response = server.chatted(map);
        assertEquals(400, response.statusCode());
        JsonNode error = TestServer.json(response.body()).path("error");
        assertEquals(param, error.path("param").asText());
        assertEquals(code, error.path("code").asText());
        assertEquals("invalid_request_error", error.path("type").asText());
        assertTrue(model.asked.isEmpty());
    }

    @Test
    void unknownModelIsNotFound() {
        HttpResponse<String> response = server.chatted(Map.of("model", "gpt-4"));
        assertEquals(404, response.statusCode());
        assertEquals(
                "model_not_found",
                TestServer.json(response.body()).at("/error/code").asText());
        assertEquals(404, server.get("/v1/models/gpt-4").statusCode());
    }

    @Test
    void modelsAreListed() {
        JsonNode data = TestServer.json(server.get("/v1/models").body()).path("data");
        assertEquals(List.of("gpiot-td", "gpiot-rt", "made-embedder"), data.findValuesAsText("id"));
        assertEquals(
                "model",
                TestServer.json(server.get("/v1/models/gpiot-td").body())
                        .path("object")
                        .asText());
    }

    @Test
    void tooLongPromptIsRefusedBeforeItCosts() {
        HttpResponse<String> response = server.chatted(Map.of(
                "messages", List.of(Map.of("role", "user", "content", "a ".repeat(1_000) + "b"))));
        assertEquals(400, response.statusCode());
        JsonNode error = TestServer.json(response.body()).path("error");
        assertEquals("context_length_exceeded", error.path("code").asText());
        assertTrue(error.path("message").asText().contains("1001 tokens"), error.toString());
        assertTrue(model.asked.isEmpty());
    }

    @Test
    void bodiesMustBeJsonOfBoundedLength() {
        assertEquals(400, server.post("/v1/chat/completions", "{").statusCode());
        assertEquals(400, server.post("/v1/chat/completions", "{} {}").statusCode());
        assertEquals(400, server.post("/v1/chat/completions", "[]").statusCode());
        String large = TestServer.chat(Map.of("user", "x".repeat(TestServer.MOST_BODY)));
        assertEquals(413, server.post("/v1/chat/completions", large).statusCode());
        HttpRequest.Builder chunked = server.request("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() ->
                        new java.io.ByteArrayInputStream(large.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        assertEquals(413, server.send(chunked).statusCode());
        HttpRequest.Builder form = server.request("/v1/chat/completions")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(TestServer.chat(Map.of())));
        assertEquals(415, server.send(form).statusCode());
    }

    @Test
    void errorsOfRoutesHaveTheSameShape() {
        HttpResponse<String> missing = server.get("/v1/nothing");
        assertEquals(404, missing.statusCode());
        assertEquals(
                "unknown_url", TestServer.json(missing.body()).at("/error/code").asText());
        HttpResponse<String> method = server.get("/v1/chat/completions");
        assertEquals(405, method.statusCode());
        assertTrue(TestServer.json(method.body()).path("error").isObject());
    }

    @Test
    void logAndMetricsTellOfRequests() {
        chat(Map.of());
        TestServer.until(() -> !server.log.isEmpty());
        var entry = server.log.getFirst();
        assertEquals("/v1/chat/completions", entry.route());
        assertEquals(200, entry.status());
        assertEquals(Map.of("model", "gpiot-td", "promptTokens", 1, "tokens", 10), entry.facts());
        assertNull(entry.failure());
        String metrics = server.get("/metrics").body();
        for (String line : List.of(
                "gpiot_http_requests_total{method=\"POST\",route=\"/v1/chat/completions\",status=\"200\"} 1",
                "gpiot_tokens_total{kind=\"generated\"} 10",
                "gpiot_rows_decoding 0",
                "gpiot_rows_waiting 0",
                "gpiot_first_token_seconds_count{model=\"gpiot-td\"} 1")) {
            assertTrue(metrics.contains(line + "\n"), line + " is not in\n" + metrics);
        }
    }
}
