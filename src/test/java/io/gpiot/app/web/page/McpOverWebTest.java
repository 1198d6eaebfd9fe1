package io.gpiot.app.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.app.web.ApiKeys;
import io.gpiot.app.web.Connection;
import io.gpiot.base.Home;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK's own client at the whole server, with keys. */
class McpOverWebTest {

    private static final String ANN = "ann-ann-ann-ann-ann-ann";
    private static final String BOB = "bob-bob-bob-bob-bob-bob";

    @TempDir
    Path folder;

    private PageServer server;

    @BeforeEach
    void start() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), ANN + "\n" + BOB + "\n");
        server = PageServer.withKeys(folder, ApiKeys.of(new Home(folder.resolve("home")), file, null));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private McpSyncClient client(String key) {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(server.address())
                        .endpoint("/mcp")
                        .httpRequestCustomizer((request, method, uri, body, context) ->
                                request.header("Authorization", "Bearer " + key))
                        .build())
                .requestTimeout(Duration.ofMinutes(10))
                .build();
    }

    @Test
    void runOfAToolIsARunOfTheKeysOwner() {
        try (McpSyncClient ann = client(ANN);
                McpSyncClient bob = client(BOB)) {
            ann.initialize();
            bob.initialize();
            CallToolResult done = ann.callTool(CallToolRequest.builder("synthesise")
                    .arguments(Map.of(
                            "requirement",
                            "Count the beats",
                            "files",
                            List.of(Map.of("name", "a.csv", "text", "1,2\n"))))
                    .build());
            assertFalse(Boolean.TRUE.equals(done.isError()), done.toString());
            String uri = ((Map<?, ?>) done.structuredContent()).get("uri").toString();
            assertTrue(runs(ANN).contains(uri.substring(uri.lastIndexOf('/') + 1)), runs(ANN));
            assertEquals(
                    0, PageServer.read(server.send(asked(BOB))).path("runs").size());
            assertEquals(
                    "[ ]",
                    ((TextResourceContents) bob.readResource(ReadResourceRequest.builder("gpiot://runs")
                                            .build())
                                    .contents()
                                    .getFirst())
                            .text());
        }
    }

    private String runs(String key) {
        return server.send(asked(key)).body();
    }

    private java.net.http.HttpRequest.Builder asked(String key) {
        return server.request("/api/runs").header("Authorization", "Bearer " + key);
    }

    @Test
    void nobodyComesInWithoutAKey() throws IOException {
        assertEquals(401, server.send(server.json("POST", "/mcp", "{}")).statusCode());
        for (String path :
                List.of("/page/../mcp", "/page/x/../../mcp", "/page/..;/mcp", "/page/%2e%2e/mcp", "/page//../mcp")) {
            try (Connection client = Connection.to(server.server.port())) {
                client.post(path, "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\"}");
                String status = client.readUntil("\r\n");
                assertTrue(status.contains(" 401 ") || status.contains(" 400 "), path + ": " + status);
            }
        }
        try (McpSyncClient stranger = client("no-such-key")) {
            assertThrows(RuntimeException.class, stranger::initialize);
        }
    }
}
