package io.gpiot.app.mcp;

import io.gpiot.app.runs.NoSuchRun;
import io.gpiot.app.runs.RunFile;
import io.gpiot.app.runs.RunService;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs as resources: {@code gpiot://runs}, {@code gpiot://runs/ID}, {@code gpiot://runs/ID/FILE} with the file's slashes as
 * {@code %2F}. A client sees its owner's runs.
 */
record RunResources(Assistant assistant) {

    private static final String RUNS = "gpiot://runs";
    private static final String JSON = "application/json";
    private static final int MOST_RUNS = 200;
    private static final long LARGEST_FILE = 8 << 20;
    private static final Map<String, String> TEXTS = Map.of(
            "md",
            "text/markdown",
            "py",
            "text/x-python",
            "json",
            JSON,
            "jsonl",
            "text/plain",
            "txt",
            "text/plain",
            "csv",
            "text/csv",
            "html",
            "text/html",
            "ipynb",
            JSON);

    static String uri(String id) {
        return RUNS + "/" + id;
    }

    static List<String> uris(RunService runs, String owner, String id) {
        return runs.files(owner, id).stream()
                .map(RunFile::name)
                .filter(name -> !name.startsWith("candidates/"))
                .map(name -> uri(id) + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .toList();
    }

    List<SyncResourceSpecification> resources() {
        Resource runs = Resource.builder(RUNS, "runs")
                .description("Your runs, the latest first.")
                .mimeType(JSON)
                .build();
        return List.of(new SyncResourceSpecification(
                runs,
                (exchange, request) -> read(
                        request.uri(),
                        () -> json(request.uri(), assistant.runs().list(owner(exchange), MOST_RUNS)))));
    }

    List<SyncResourceTemplateSpecification> templates() {
        return List.of(
                template(RUNS + "/{id}", "run", "A run: state, stages, sub-tasks, outcome, files."),
                template(RUNS + "/{id}/{file}", "file of a run", "Slashes of its name are written %2F."));
    }

    private SyncResourceTemplateSpecification template(String pattern, String name, String description) {
        ResourceTemplate template = ResourceTemplate.builder()
                .uriTemplate(pattern)
                .name(name)
                .description(description)
                .build();
        return new SyncResourceTemplateSpecification(
                template, (exchange, request) -> read(request.uri(), () -> contents(exchange, request.uri())));
    }

    private ResourceContents contents(McpSyncServerExchange exchange, String uri) {
        String[] parts = uri.substring(RUNS.length() + 1).split("/", -1);
        String owner = owner(exchange);
        RunService runs = assistant.runs();
        if (parts.length == 1) {
            return json(
                    uri,
                    Map.of(
                            "run", runs.get(owner, parts[0]),
                            "progress", runs.progress(owner, parts[0]),
                            "files", uris(runs, owner, parts[0])));
        }
        String name = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
        return file(uri, name, runs.file(owner, parts[0], name));
    }

    private static ResourceContents file(String uri, String name, Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw GpiotException.user("the file has more than " + (LARGEST_FILE >> 20) + " MiB");
            }
            byte[] bytes = Files.readAllBytes(file);
            String type = TEXTS.get(name.substring(name.lastIndexOf('.') + 1));
            return type != null
                    ? new TextResourceContents(uri, type, new String(bytes, StandardCharsets.UTF_8))
                    : new BlobResourceContents(
                            uri,
                            name.endsWith(".png") ? "image/png" : "application/octet-stream",
                            Base64.getEncoder().encodeToString(bytes));
        } catch (IOException e) {
            throw GpiotException.resources("cannot read the file", e);
        }
    }

    private static ResourceContents json(String uri, Object value) {
        return new TextResourceContents(uri, JSON, Json.write(value));
    }

    private static ReadResourceResult read(String uri, Supplier<ResourceContents> contents) {
        try {
            return new ReadResourceResult(List.of(contents.get()));
        } catch (NoSuchRun | IllegalArgumentException e) {
            throw McpError.RESOURCE_NOT_FOUND.apply(uri);
        }
    }

    private String owner(McpSyncServerExchange exchange) {
        return assistant.owner().apply(exchange);
    }
}
