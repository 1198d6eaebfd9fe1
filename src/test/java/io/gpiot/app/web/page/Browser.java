package io.gpiot.app.web.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless chromium with one tab, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private static final int TURNS = 20 * 120;

    /** What the page's console and the browser's own log called an error, and exceptions that nobody caught. */
    final List<String> errors = new CopyOnWriteArrayList<>();

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

    private Browser(Path program, Path profile) throws IOException {
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox", // containers of CI have no user namespaces; the page is ours
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        URI tab = tab(endpoint());
        socket = client.newWebSocketBuilder().buildAsync(tab, new Hearing()).join();
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
    }

    /** Skips the test, aloud, where there is no chromium. */
    static Browser require(Path profile) throws IOException {
        Optional<Path> program = NAMES.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            System.err.println("SKIPPED: no chromium on the PATH; the page is not tested in a browser");
        }
        Assumptions.assumeTrue(program.isPresent(), "no chromium");
        return new Browser(program.orElseThrow(), profile);
    }

    private String endpoint() throws IOException {
        BufferedReader said = process.errorReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            int at = line.indexOf("ws://");
            if (at >= 0) {
                Thread.ofVirtual().start(() -> drain(said)); // so that it never blocks
                return line.substring(at + "ws://".length()).replaceFirst("/.*", "");
            }
        }
        throw new IOException("chromium ended before it listened");
    }

    private static void drain(BufferedReader said) {
        try {
            while (said.readLine() != null) {
                // nobody needs it
            }
        } catch (IOException e) {
            return; // it was ended
        }
    }

    private URI tab(String host) throws IOException {
        try {
            HttpResponse<String> tabs = client.send(
                    HttpRequest.newBuilder(URI.create("http://" + host + "/json/list"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            for (JsonNode one : Json.MAPPER.readTree(tabs.body())) {
                if (one.path("type").asText().equals("page")) {
                    return URI.create(one.path("webSocketDebuggerUrl").asText());
                }
            }
            throw new IOException("chromium has no tab: " + tabs.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        synchronized (this) {
            socket.sendText(Json.write(Map.of("id", id, "method", method, "params", parameters)), true)
                    .join();
        }
        JsonNode given = answer.join();
        if (given.has("error")) {
            throw new AssertionError(method + ": " + given.path("error"));
        }
        return given.path("result");
    }

    void open(String url) {
        call("Page.navigate", Map.of("url", url));
    }

    /** Of an expression, awaited where it is a promise. */
    JsonNode value(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.path("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    /** Waits until an expression holds, for minutes at most: what the page says instead tells more than a build that hangs. */
    void until(String expression) {
        for (int turn = 0; !value("!!(" + expression + ")").asBoolean(); turn++) {
            if (turn == TURNS) {
                throw new AssertionError("not so after " + TURNS / 20 + " s: " + expression + "; the page says: "
                        + value("document.body.innerText").asText() + "; errors: " + errors);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    void untilText(String text) {
        until("document.body && document.body.innerText.includes(" + Json.write(text) + ")");
    }

    /** @param label of a button or a summary */
    void click(String label) {
        String named =
                "[...document.querySelectorAll('button, summary, a')].find(one => one.textContent.trim().startsWith("
                        + Json.write(label) + "))";
        until(named);
        value(named + ".click()");
    }

    void look(int width, int height, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** The whole page as PNG. */
    byte[] picture() {
        JsonNode shot = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        return Base64.getDecoder().decode(shot.path("data").asText());
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(); // its profile is about to be deleted
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    private final class Hearing implements WebSocket.Listener {
        private final StringBuilder whole = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
            whole.append(piece);
            if (last) {
                heard(whole.toString());
                whole.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void heard(String text) {
            try {
                JsonNode message = Json.MAPPER.readTree(text);
                CompletableFuture<JsonNode> answer =
                        answers.remove(message.path("id").asInt());
                if (answer != null) {
                    answer.complete(message);
                }
                switch (message.path("method").asText()) {
                    case "Runtime.exceptionThrown" ->
                        errors.add(message.at("/params/exceptionDetails").toString());
                    case "Log.entryAdded" -> {
                        if (message.at("/params/entry/level").asText().equals("error")) {
                            errors.add(message.at("/params/entry").toString());
                        }
                    }
                    default -> {
                        // what else a browser tells
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
