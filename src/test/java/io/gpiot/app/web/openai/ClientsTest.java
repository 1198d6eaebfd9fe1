package io.gpiot.app.web.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.gpiot.app.web.ApiKeys;
import io.gpiot.engine.ScriptedModel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Other people's clients get along with the server. */
class ClientsTest {

    private static final String ALL = "one two three four five six seven eight nine ten";

    private static OpenAIClient official(TestServer server) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(server.address() + "/v1")
                .apiKey("not needed")
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams.Builder asking() {
        return ChatCompletionCreateParams.builder().model("gpiot-td").addUserMessage("count");
    }

    @Test
    void officialClientReadsAnswers() {
        try (TestServer server = new TestServer(StepModel.free())) {
            ChatCompletion answer = official(server)
                    .chat()
                    .completions()
                    .create(asking().n(2)
                            .seed(3)
                            .temperature(0.5)
                            .topP(0.9)
                            .stopOfStrings(List.of("four"))
                            .maxCompletionTokens(100)
                            .build());
            answer.validate();
            assertEquals(
                    "one two three", answer.choices().get(1).message().content().orElseThrow());
            assertEquals(
                    ChatCompletion.Choice.FinishReason.STOP,
                    answer.choices().get(1).finishReason());
            assertEquals(6, answer.usage().orElseThrow().completionTokens());
        }
    }

    @Test
    void officialClientReadsStreams() {
        try (TestServer server = new TestServer(StepModel.free());
                StreamResponse<ChatCompletionChunk> stream = official(server)
                        .chat()
                        .completions()
                        .createStreaming(asking().streamOptions(ChatCompletionStreamOptions.builder()
                                        .includeUsage(true)
                                        .build())
                                .build())) {
            List<ChatCompletionChunk> chunks = stream.stream().toList();
            StringBuilder text = new StringBuilder();
            chunks.forEach(chunk -> {
                chunk.validate();
                chunk.choices()
                        .forEach(choice -> text.append(choice.delta().content().orElse("")));
            });
            assertEquals(ALL, text.toString());
            assertEquals(10, chunks.getLast().usage().orElseThrow().completionTokens());
        }
    }

    @Test
    void officialClientGetsAnswersInAForm() {
        try (TestServer server = new TestServer(ScriptedModel.babbling())) {
            ChatCompletion answer = official(server)
                    .chat()
                    .completions()
                    .create(asking().responseFormat(ResponseFormatJsonSchema.builder()
                                    .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                                            .name("band")
                                            .schema(ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                                                    .putAdditionalProperty("type", JsonValue.from("object"))
                                                    .putAdditionalProperty(
                                                            "properties",
                                                            JsonValue.from(Map.of(
                                                                    "kind", Map.of("enum", List.of("low", "high")))))
                                                    .putAdditionalProperty("required", JsonValue.from(List.of("kind")))
                                                    .build())
                                            .build())
                                    .build())
                            .build());
            String content = answer.choices().getFirst().message().content().orElseThrow();
            assertTrue(
                    List.of("low", "high")
                            .contains(TestServer.json(content).path("kind").asText()),
                    content);
        }
    }

    @Test
    void officialClientUnderstandsRefusals() {
        StepModel model = StepModel.held();
        try (TestServer server = new TestServer(model, ApiKeys.NONE, 1)) {
            OpenAIClient client = official(server);
            assertThrows(
                    NotFoundException.class,
                    () -> client.chat()
                            .completions()
                            .create(asking().model("gpt-4").build()));
            BadRequestException bad = assertThrows(
                    BadRequestException.class,
                    () -> client.chat()
                            .completions()
                            .create(asking().temperature(9.0).build()));
            assertEquals("temperature", bad.param().orElseThrow());
            var running = CompletableFuture.supplyAsync(
                    () -> client.chat().completions().create(asking().build()));
            TestServer.until(() -> model.running.get() == 1);
            assertThrows(
                    RateLimitException.class, () -> client.chat().completions().create(asking().build()));
            model.permits.release(100);
            assertEquals(
                    ALL, running.join().choices().getFirst().message().content().orElseThrow());
        }
    }

    @Test
    void officialClientReadsModelsAndEmbeddings() {
        try (TestServer server = new TestServer(StepModel.free())) {
            OpenAIClient client = official(server);
            List<String> ids =
                    client.models().list().data().stream().map(Model::id).toList();
            assertTrue(ids.contains("gpiot-td"), ids.toString());
            var vectors = client.embeddings()
                    .create(EmbeddingCreateParams.builder()
                            .model("made-embedder")
                            .inputOfArrayOfStrings(List.of("ab", "abcd"))
                            .build());
            assertEquals(List.of(4f, 0.5f, -1f), vectors.data().get(1).embedding());
        }
    }

    @Test
    void langChainReadsAnswersAndStreams() {
        try (TestServer server = new TestServer(StepModel.free())) {
            ChatResponse answer = OpenAiChatModel.builder()
                    .baseUrl(server.address() + "/v1")
                    .apiKey("not needed")
                    .modelName("gpiot-td")
                    .maxTokens(2)
                    .build()
                    .chat(ChatRequest.builder()
                            .messages(UserMessage.from("count"))
                            .build());
            assertEquals("one two", answer.aiMessage().text());
            assertEquals(FinishReason.LENGTH, answer.finishReason());
            assertEquals(2, answer.tokenUsage().outputTokenCount());
            CompletableFuture<ChatResponse> streamed = new CompletableFuture<>();
            StringBuilder pieces = new StringBuilder();
            OpenAiStreamingChatModel.builder()
                    .baseUrl(server.address() + "/v1")
                    .apiKey("not needed")
                    .modelName("gpiot-td")
                    .build()
                    .chat("count", new StreamingChatResponseHandler() {
                        @Override
                        public void onPartialResponse(String piece) {
                            pieces.append(piece);
                        }

                        @Override
                        public void onCompleteResponse(ChatResponse response) {
                            streamed.complete(response);
                        }

                        @Override
                        public void onError(Throwable error) {
                            streamed.completeExceptionally(error);
                        }
                    });
            assertEquals(ALL, streamed.join().aiMessage().text());
            assertEquals(ALL, pieces.toString());
        }
    }

    @Test
    void langChainReadsEmbeddings() {
        try (TestServer server = new TestServer(StepModel.free())) {
            var vector = OpenAiEmbeddingModel.builder()
                    .baseUrl(server.address() + "/v1")
                    .apiKey("not needed")
                    .modelName("made-embedder")
                    .build()
                    .embed("abc")
                    .content();
            assertEquals(3, vector.vector()[0]);
        }
    }
}
