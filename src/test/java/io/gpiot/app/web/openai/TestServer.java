package io.gpiot.app.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.app.web.Access;
import io.gpiot.app.web.Activity;
import io.gpiot.app.web.ApiKeys;
import io.gpiot.app.web.Bodies;
import io.gpiot.app.web.ClientWatch;
import io.gpiot.app.web.Metrics;
import io.gpiot.app.web.OperationRoutes;
import io.gpiot.app.web.RequestLog;
import io.gpiot.app.web.Routes;
import io.gpiot.app.web.ServerSettings;
import io.gpiot.app.web.WebServer;
import io.gpiot.base.Json;
import io.gpiot.engine.LanguageModel;
import io.gpiot.knowledge.Embedder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** The real server on a free port of loopback, with a made model behind it. */
final class TestServer implements AutoCloseable {

    static final int MOST_BODY = 64 << 10;

    /** Vectors of three numbers that say how long the text is. */
    static final Embedder EMBEDDER = new Embedder() {
        @Override
        public String id() {
            return "made-embedder";
        }

        @Override
        public float[] embedPassage(String text) {
            return new float[] {text.length(), 0.5f, -1};
        }

        @Override
        public float[] embedQuery(String text) {
            return embedPassage(text);
        }

        @Override
        public void close() {}
    };

    final Activity activity = new Activity();
    final Metrics metrics = new Metrics();
    final List<RequestLog.Entry> log = new CopyOnWriteArrayList<>();
    final WebServer server;
    final List<Routes> groups;
    private final ClientWatch clients = new ClientWatch();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TestServer(LanguageModel model) {
        this(model, ApiKeys.NONE, 64);
    }

    TestServer(LanguageModel model, ApiKeys keys, int queue) {
        this(model, keys, queue, Duration.ofSeconds(30));
    }

    TestServer(LanguageModel model, ApiKeys keys, int queue, Duration idle) {
        Bodies bodies = new Bodies(MOST_BODY);
        ChatRoutes chat = new ChatRoutes(
                new ServedModels(List.of(new EngineModel("gpiot-td", model, 1), new EngineModel("gpiot-rt", model, 0))),
                List.of(EMBEDDER.id()),
                bodies,
                ChatLimits.USUAL,
                new Admission(queue, metrics),
                metrics,
                activity,
                clients);
        groups = List.of(new OperationRoutes(metrics, activity), chat, new EmbeddingRoutes(EMBEDDER, bodies));
        server = WebServer.start(
                new ServerSettings("127.0.0.1", 0, 100, idle),
                new WebServer.Parts(Access.of("127.0.0.1", keys, Set.of()), activity, metrics, log::add),
                groups);
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A chat with one word of the user, and these fields besides. */
    static String chat(Map<String, ?> fields) {
        Map<String, Object> body = new java.util.LinkedHashMap<>();
        body.put("model", "gpiot-td");
        body.put("messages", List.of(Map.of("role", "user", "content", "count")));
        body.putAll(fields);
        return Json.write(body);
    }

    HttpResponse<String> chatted(Map<String, ?> fields) {
        return post("/v1/chat/completions", chat(fields));
    }

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** Waits for what happens on another thread; a test that waits for nothing is ended by the build. */
    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        server.close();
        clients.close();
        client.close();
    }
}
