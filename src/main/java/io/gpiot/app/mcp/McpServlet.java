package io.gpiot.app.mcp;

import io.gpiot.app.RunSession;
import io.gpiot.app.runs.RunService;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The protocol's streamable HTTP as a servlet, for a web server that has let the caller in already: keys, origins and hosts
 * are that server's business. It must be mounted with asynchronous requests allowed.
 *
 * @param servlet to mount at the path that it was made with
 */
public record McpServlet(HttpServlet servlet, McpSyncServer server) implements AutoCloseable {

    private static final String OWNER = "gpiot-owner";
    private static final int LARGEST_MESSAGE = 8 << 20;

    /**
     * @param path such as {@code "/mcp"}
     * @param owner whose runs a request is about, such as the id of its key; asked at each request
     */
    public static McpServlet at(
            String path, Function<HttpServletRequest, String> owner, Supplier<RunSession> session, RunService runs) {
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(McpJsonDefaults.getMapper())
                .mcpEndpoint(path)
                .maxRequestSize(LARGEST_MESSAGE)
                .keepAliveInterval(Duration.ofSeconds(30))
                .contextExtractor(request -> McpTransportContext.create(Map.of(OWNER, owner.apply(request))))
                .build();
        // strangers name no files of this machine
        Assistant assistant = new Assistant(session, runs, McpServlet::owner, List.of());
        return new McpServlet(transport, McpAssistant.over(transport, assistant));
    }

    private static String owner(McpSyncServerExchange exchange) {
        return (String) exchange.transportContext().get(OWNER);
    }

    @Override
    public void close() {
        server.close();
    }
}
