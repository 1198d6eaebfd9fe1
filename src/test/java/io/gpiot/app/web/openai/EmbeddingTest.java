package io.gpiot.app.web.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {

    private final TestServer server = new TestServer(StepModel.free());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void eachTextHasItsVector() {
        JsonNode body = TestServer.json(
                server.post("/v1/embeddings", "{\"model\": \"made-embedder\", \"input\": [\"ab\", \"abcd\"]}")
                        .body());
        assertEquals(2, body.path("data").size());
        assertEquals(4, body.at("/data/1/embedding/0").asDouble());
        assertEquals(1, body.at("/data/1/index").asInt());
        assertEquals(3, body.at("/usage/prompt_tokens").asInt());
    }

    @Test
    void vectorsMayBePacked() {
        JsonNode body = TestServer.json(server.post(
                        "/v1/embeddings",
                        "{\"model\": \"made-embedder\", \"input\": \"a\", \"encoding_format\": \"base64\"}")
                .body());
        assertEquals("AACAPwAAAD8AAIC/", body.at("/data/0/embedding").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\": \"made-embedder\"}",
                "{\"model\": \"made-embedder\", \"input\": []}",
                "{\"model\": \"made-embedder\", \"input\": [\" \"]}",
                "{\"model\": \"made-embedder\", \"input\": [1, 2]}",
                "{\"model\": \"made-embedder\", \"input\": \"a\", \"dimensions\": 2}",
                "{\"model\": \"made-embedder\", \"input\": \"a\", \"encoding_format\": \"hex\"}"
            })
    void wrongInputIsRefused(String body) {
        HttpResponse<String> response = server.post("/v1/embeddings", body);
        assertEquals(400, response.statusCode());
        assertEquals(
                "invalid_request_error",
                TestServer.json(response.body()).at("/error/type").asText());
    }

    @Test
    void modelsThatChatMakeNoEmbeddings() {
        assertEquals(
                404,
                server.post("/v1/embeddings", "{\"model\": \"gpiot-td\", \"input\": \"a\"}")
                        .statusCode());
    }
}
