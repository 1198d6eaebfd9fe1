package io.gpiot.app.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK's own client over HTTP, two owners at one server. */
class McpServletTest {

    @TempDir
    Path folder;

    private FakeAssistant fake;
    private McpServlet mcp;
    private Javalin web;
    private final List<ProgressNotification> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        fake = new FakeAssistant(folder, "fake");
        mcp = McpServlet.at("/mcp", request -> request.getHeader("X-Owner"), () -> fake.session, fake.runs);
        web = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.host = "127.0.0.1";
                    config.jetty.port = 0;
                    config.jetty.modifyServletContextHandler(handler -> {
                        ServletHolder holder = new ServletHolder(mcp.servlet());
                        holder.setAsyncSupported(true);
                        handler.addServlet(holder, "/mcp");
                    });
                })
                .start();
    }

    @AfterEach
    void stop() {
        mcp.close();
        web.stop();
        fake.close();
    }

    private McpSyncClient client(String owner) {
        McpSyncClient client = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + web.port())
                                .endpoint("/mcp")
                                .httpRequestCustomizer(
                                        (request, method, uri, body, context) -> request.header("X-Owner", owner))
                                .build())
                .requestTimeout(Duration.ofMinutes(10))
                .progressConsumer(told::add)
                .build();
        client.initialize();
        return client;
    }

    @Test
    void ownersSeeTheirOwnRunsAndNoFilesOfTheMachine() {
        try (McpSyncClient ann = client("ann");
                McpSyncClient bob = client("bob")) {
            List<Map<String, String>> files = List.of(Map.of("name", "a.csv", "text", "1,2\n"));
            CallToolResult done = ann.callTool(CallToolRequest.builder("synthesise")
                    .arguments(Map.of("requirement", "Count the beats", "files", files))
                    .progressToken("1")
                    .build());
            assertFalse(Boolean.TRUE.equals(done.isError()), done.toString());
            assertTrue(told.size() > 10, told.size() + " progress notifications");
            String uri = ((Map<?, ?>) done.structuredContent()).get("uri").toString();
            assertTrue(read(ann, uri).contains("\"DONE\""));
            assertTrue(read(ann, "gpiot://runs").contains("Count the beats"));
            assertEquals("[ ]", read(bob, "gpiot://runs"));
            assertThrows(McpError.class, () -> read(bob, uri));
            assertThrows(McpError.class, () -> read(bob, uri + "/main.py"));
            CallToolResult refused = bob.callTool(CallToolRequest.builder("synthesise")
                    .arguments(Map.of("requirement", "Count the beats", "data", "/etc/hostname"))
                    .build());
            assertEquals(true, refused.isError());
        }
    }

    private static String read(McpSyncClient client, String uri) {
        return ((TextResourceContents)
                        client.readResource(ReadResourceRequest.builder(uri).build())
                                .contents()
                                .getFirst())
                .text();
    }
}
