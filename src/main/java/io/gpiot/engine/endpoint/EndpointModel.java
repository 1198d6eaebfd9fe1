package io.gpiot.engine.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.download.Sha256;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.GuardReport;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A model behind a server that speaks OpenAI's chat protocol. It takes messages, sampling and stop strings; the beginning of an
 * answer, constraints and guards cannot be sent, and requests that have them are refused.
 */
public final class EndpointModel implements LanguageModel {

    private static final int AT_ONCE = 4;
    private static final int ATTEMPTS = 5;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** The protocol allows no more. */
    private static final int STOPS = 4;

    private final URI address;
    private final String name;
    private final @Nullable String key;
    private final Duration pause;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // small servers do not know the upgrade
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    /**
     * With the key in the environment's {@code OPENAI_API_KEY}, where there is one.
     *
     * @param base such as {@code http://localhost:8080/v1}
     * @param name that the server knows the model by
     * @throws GpiotException USER where {@code base} is no address
     */
    public static EndpointModel at(String base, String name) {
        try {
            URI address = URI.create(base);
            if (address.getScheme() != null && address.getScheme().startsWith("http") && address.getHost() != null) {
                return new EndpointModel(address, name, System.getenv("OPENAI_API_KEY"));
            }
        } catch (IllegalArgumentException e) {
            // said below, with the value
        }
        throw GpiotException.user("--endpoint must be an address such as http://localhost:8080/v1, was '" + base + "'");
    }

    /**
     * @param base such as {@code http://localhost:8080/v1}
     * @param name that the server knows the model by
     * @param key sent as a bearer token, or null
     */
    public EndpointModel(URI base, String name, @Nullable String key) {
        this(base, name, key, Duration.ofSeconds(2));
    }

    EndpointModel(URI base, String name, @Nullable String key, Duration pause) {
        this.address = URI.create(base.toString().replaceAll("/+$", "") + "/chat/completions");
        this.name = name;
        this.key = key;
        this.pause = pause;
    }

    @Override
    public String id() {
        return name;
    }

    /** Of the address and the name: the weights are not known. */
    @Override
    public String hash() {
        return Sha256.of((address + "\n" + name).getBytes(StandardCharsets.UTF_8));
    }

    /** Not known: the server refuses what is too long. */
    @Override
    public int contextLength() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int countTokens(List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> message.content().length() / 4 + 4)
                .sum();
    }

    @Override
    public List<Answer> generate(List<Request> requests, AnswerListener listener) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Answer>> futures = new ArrayList<>();
            for (int index = 0; index < requests.size(); index++) {
                int number = index;
                futures.add(threads.submit(() -> {
                    Answer answer = ask(requests.get(number));
                    synchronized (listener) {
                        listener.text(number, answer.text());
                        listener.done(number, answer);
                    }
                    return answer;
                }));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GpiotException.resources("interrupted; answers so far are kept", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GpiotException known
                    ? known
                    : GpiotException.internal("asking " + address + " failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Answer ask(Request request) throws InterruptedException {
        if (!request.prefill().isEmpty() || request.constraint() != null || request.guard() != null) {
            throw GpiotException.user("an endpoint takes plain messages only: --prompts plain or --prompts agents");
        }
        HttpRequest.Builder post = HttpRequest.newBuilder(address)
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body(request))));
        if (key != null && !key.isBlank()) {
            post.header("Authorization", "Bearer " + key);
        }
        String why = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                Thread.sleep(pause.multipliedBy(1L << (attempt - 1)));
            }
            try {
                HttpResponse<String> response = client.send(post.build(), HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return answer(response.body());
                }
                why = "status " + response.statusCode() + ": " + response.body().strip();
                if (response.statusCode() != 429 && response.statusCode() < 500) {
                    break;
                }
            } catch (IOException e) {
                why = e.toString();
            }
        }
        throw GpiotException.resources(
                address + " gave no answer: " + why.lines().findFirst().orElse(""));
    }

    private Map<String, Object> body(Request request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", name);
        body.put(
                "messages",
                request.messages().stream()
                        .map(message -> Map.of("role", message.speaker().roleName(), "content", message.content()))
                        .toList());
        body.put("temperature", request.sampling().temperature());
        body.put("top_p", request.sampling().topP());
        body.put("seed", request.sampling().seed() & 0x7fffffffL);
        body.put("max_tokens", request.maxTokens());
        if (!request.stop().isEmpty()) {
            body.put("stop", request.stop().stream().limit(STOPS).toList());
        }
        return body;
    }

    private Answer answer(String text) {
        try {
            JsonNode body = Json.MAPPER.readTree(text);
            JsonNode choice = body.path("choices").path(0);
            if (choice.isMissingNode()) {
                throw GpiotException.resources(address + " sent no choice: " + text.strip());
            }
            Answer.Finish finish =
                    choice.path("finish_reason").asText().equals("length") ? Answer.Finish.LENGTH : Answer.Finish.STOP;
            return new Answer(
                    choice.path("message").path("content").asText(""),
                    finish,
                    body.path("usage").path("prompt_tokens").asInt(),
                    0,
                    body.path("usage").path("completion_tokens").asInt(),
                    GuardReport.NONE);
        } catch (JsonProcessingException e) {
            throw GpiotException.resources(address + " sent no JSON: " + e.getOriginalMessage());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
