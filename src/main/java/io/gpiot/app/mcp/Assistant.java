package io.gpiot.app.mcp;

import io.gpiot.app.RunSession;
import io.gpiot.app.runs.RunService;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the tools work with.
 *
 * @param session asked for when a tool first needs it, so that a client is greeted before a model is loaded
 * @param owner whose runs a client sees
 * @param folders of this machine whose files clients may name as data; empty where clients are strangers
 * @param turns that calls take
 */
public record Assistant(
        Supplier<RunSession> session,
        RunService runs,
        Function<McpSyncServerExchange, String> owner,
        List<Path> folders,
        Turns turns) {

    public Assistant(
            Supplier<RunSession> session,
            RunService runs,
            Function<McpSyncServerExchange, String> owner,
            List<Path> folders) {
        this(session, runs, owner, folders, new Turns());
    }

    public Assistant {
        folders = List.copyOf(folders);
    }
}
