package io.gpiot.app.mcp;

import io.gpiot.base.Version;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The server: our tools and resources on a transport. */
public final class McpAssistant {

    private static final String INSTRUCTIONS =
            "GPIoT writes and runs Python programs for sensor data on this machine, with small models that are tuned for it."
                    + " synthesise does the whole way from a requirement and data; decompose, specify and generate are its"
                    + " stages, run_program tries a program, search_knowledge asks the expert cards.";

    private McpAssistant() {}

    /** For one client at the other end of two streams; the caller sees the end of the first and closes the server then. */
    public static McpSyncServer overStreams(InputStream in, OutputStream out, Assistant assistant) {
        return served(
                McpServer.sync(
                        new StdioServerTransportProvider(McpJsonDefaults.getMapper(), new JsonLines(in, out), out)),
                assistant);
    }

    /** For many clients over HTTP, see {@link McpServlet}. */
    static McpSyncServer over(McpStreamableServerTransportProvider transport, Assistant assistant) {
        return served(McpServer.sync(transport), assistant);
    }

    private static McpSyncServer served(McpServer.SyncSpecification<?> specification, Assistant assistant) {
        List<Tool> tools = new ArrayList<>(StepTools.all(assistant));
        tools.add(new SynthesisTool(assistant));
        tools.add(new ProgramTool(assistant));
        tools.add(new KnowledgeTool(assistant));
        RunResources resources = new RunResources(assistant);
        return specification
                .serverInfo("gpiot", Version.NUMBER)
                .instructions(INSTRUCTIONS)
                .capabilities(ServerCapabilities.builder()
                        .tools(false)
                        .resources(false, false)
                        .build())
                .tools(tools.stream().map(Tool::specification).toList())
                .resources(resources.resources())
                .resourceTemplates(resources.templates())
                .build();
    }
}
