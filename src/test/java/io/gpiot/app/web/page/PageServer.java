package io.gpiot.app.web.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.app.ChainRun;
import io.gpiot.app.mcp.McpServlet;
import io.gpiot.app.runs.Database;
import io.gpiot.app.runs.FakeWork;
import io.gpiot.app.runs.RunService;
import io.gpiot.app.runs.RunSettings;
import io.gpiot.app.runs.RunWork;
import io.gpiot.app.web.Access;
import io.gpiot.app.web.Activity;
import io.gpiot.app.web.ApiKeys;
import io.gpiot.app.web.Bodies;
import io.gpiot.app.web.Caller;
import io.gpiot.app.web.ClientWatch;
import io.gpiot.app.web.Metrics;
import io.gpiot.app.web.OperationRoutes;
import io.gpiot.app.web.RequestLog;
import io.gpiot.app.web.Routes;
import io.gpiot.app.web.ServerSettings;
import io.gpiot.app.web.Uploads;
import io.gpiot.app.web.WebServer;
import io.gpiot.app.web.library.KnowledgeRoutes;
import io.gpiot.app.web.library.ModelRoutes;
import io.gpiot.app.web.library.ResultFolders;
import io.gpiot.app.web.library.ResultRoutes;
import io.gpiot.app.web.openai.Admission;
import io.gpiot.app.web.openai.ChatLimits;
import io.gpiot.app.web.openai.ChatRoutes;
import io.gpiot.app.web.openai.EmbeddingRoutes;
import io.gpiot.app.web.openai.ServedModels;
import io.gpiot.app.web.runs.ChainModel;
import io.gpiot.app.web.runs.McpRoutes;
import io.gpiot.app.web.runs.RunRoutes;
import io.gpiot.base.Home;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.ModelStore;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.knowledge.Knowledge;
import io.gpiot.knowledge.Words;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The real server with the page and all routes; runs are the real synthesis with a babbling model. */
final class PageServer implements AutoCloseable {

    static final int MOST_UPLOAD = 2 << 20;

    final RunService runs;
    final WebServer server;
    final List<Routes> groups;
    final List<RequestLog.Entry> log = new CopyOnWriteArrayList<>();
    private final McpServlet mcp;
    private final Database database;
    private final Knowledge knowledge;
    private final ClientWatch clients = new ClientWatch();
    private final HttpClient client = HttpClient.newHttpClient();

    private PageServer(Path folder, ApiKeys keys, int port) {
        Home home = new Home(folder.resolve("home"));
        Activity activity = new Activity();
        Metrics metrics = new Metrics();
        ScriptedModel model = FakeWork.babbling();
        results(folder.resolve("runs"));
        knowledge = Knowledge.open(home.knowledge(), new Words(), Progress.NONE);
        database = Database.file(folder.resolve("runs.db"));
        runs = new RunService(
                database, folder.resolve("work"), withPlot(FakeWork.on(model)), RunSettings.DEFAULT, said -> {});
        Bodies bodies = new Bodies(256 << 10);
        Catalogue catalogue = Catalogue.builtIn(Map.of());
        ResultFolders folders = new ResultFolders(folder.resolve("runs"));
        mcp = McpServlet.at(
                "/mcp",
                request -> Caller.of(request).id(),
                () -> {
                    throw new AssertionError("no tool but synthesise is asked here");
                },
                runs);
        groups = List.of(
                new OperationRoutes(metrics, activity),
                new ChatRoutes(
                        new ServedModels(List.of(new ChainModel(runs))),
                        List.of(),
                        bodies,
                        ChatLimits.USUAL,
                        new Admission(8, metrics),
                        metrics,
                        activity,
                        clients),
                new EmbeddingRoutes(new Words(), bodies),
                new RunRoutes(runs, new Uploads(MOST_UPLOAD), bodies, activity, clients),
                new ModelRoutes(model, catalogue, new ModelStore(home, catalogue), folders),
                new KnowledgeRoutes(() -> knowledge, folder.resolve("documents"), new Uploads(MOST_UPLOAD)),
                new ResultRoutes(folders),
                new PageRoutes(),
                new McpRoutes("/mcp", mcp.servlet()));
        server = WebServer.start(
                ServerSettings.of("127.0.0.1", port),
                new WebServer.Parts(Access.of("127.0.0.1", keys, Set.of()), activity, metrics, log::add),
                groups);
    }

    static PageServer open(Path folder) {
        return new PageServer(folder, ApiKeys.NONE, 0);
    }

    static PageServer withKeys(Path folder, ApiKeys keys) {
        return new PageServer(folder, keys, 0);
    }

    /** A tuning and a benchmark, as small as they come. */
    private static void results(Path folder) {
        StringBuilder lines = new StringBuilder();
        for (int step = 1; step <= 40; step++) {
            double loss = 3.5 / Math.sqrt(step) + 0.2 * Math.sin(step);
            lines.append("{\"step\":%d,\"loss\":%.4f,\"loss_path1\":%.4f,\"loss_path2\":%.4f,\"rate\":%.6f}\n"
                    .formatted(step, loss, loss + 0.3, loss - 0.2, 2e-4 * Math.min(1, step / 5.0)));
        }
        Json.writeText(
                folder.resolve("tune-one/metrics.jsonl"),
                lines.append("{\"step\":41,\"lo").toString());
        Json.writeText(folder.resolve("tune-one/data.json"), "{\"base\":\"made-base\"}");
        Map<String, Object> interval = Map.of("mean", 0.42, "low", 0.3, "high", 0.55, "count", 100);
        Json.writeFile(
                folder.resolve("bench-one/summary.json"),
                Map.of(
                        "measures", List.of(Map.of("name", "pass@1", "interval", interval, "paper", ".48")),
                        "outcomes", Map.of("PASSED", 42, "WRONG", 58, "SYNTAX", 0),
                        "domains", Map.of("ecg", interval),
                        "levels", Map.of("easy", interval)));
        Json.writeFile(
                folder.resolve("bench-one/result.json"),
                Map.of(
                        "suite",
                        "made-suite",
                        "started",
                        "2026-01-01T00:00:00Z",
                        "subject",
                        Map.of("model", "made", "adapter", "")));
        Json.writeText(folder.resolve("bench-one/report.html"), "<!doctype html><title>made</title>");
    }

    /** Leaves a picture, as main.py may. */
    private static RunWork withPlot(RunWork work) {
        return (task, folder, listener) -> {
            ChainRun.Ended ended = work.run(task, folder, listener);
            if (!task.planOnly()) {
                try {
                    Files.createDirectories(folder.resolve("results"));
                    Files.write(folder.resolve("results/rate.png"), png());
                    Files.writeString(folder.resolve("results/page.html"), "<script>alert(1)</script>");
                    Files.writeString(folder.resolve("notebook.ipynb"), "{}");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return ended;
        };
    }

    private static byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(320, 160, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 320; x++) {
            for (int y = 0; y < 160; y++) {
                boolean line = Math.abs(y - 80 - 50 * Math.sin(x / 20.0)) < 2;
                image.setRGB(x, y, (line ? Color.BLUE : Color.WHITE).getRGB());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
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

    JsonNode json(String path) {
        return read(get(path));
    }

    static JsonNode read(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + answer.body(), e);
        }
    }

    HttpRequest.Builder json(String method, String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    /** A form with an order, if there is one, and files by name. */
    HttpRequest.Builder form(String path, @Nullable String order, Map<String, String> files) {
        StringBuilder body = new StringBuilder();
        if (order != null) {
            body.append("--edge\r\nContent-Disposition: form-data; name=\"order\"\r\n\r\n")
                    .append(order)
                    .append("\r\n");
        }
        files.forEach(
                (name, text) -> body.append("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"")
                        .append(name)
                        .append("\"\r\nContent-Type: text/plain\r\n\r\n")
                        .append(text)
                        .append("\r\n"));
        body.append("--edge--\r\n");
        return request(path)
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
    }

    HttpResponse<String> submitted(String order) {
        return send(form("/api/runs", order, Map.of("day 1/walk.csv", "t,x\n0,1\n")));
    }

    /** Asks for a run and waits until it rests. @return its id */
    String ran(String requirement) {
        String id = read(submitted("{\"requirement\": \"" + requirement + "\"}"))
                .path("id")
                .asText();
        rested(id);
        return id;
    }

    void rested(String id) {
        get("/api/runs/" + id + "/events"); // ends with the run
    }

    @Override
    public void close() {
        mcp.close();
        server.close();
        runs.close();
        database.close();
        knowledge.close();
        clients.close();
        client.close();
    }
}
