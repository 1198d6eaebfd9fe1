package io.gpiot.app.cli;

import io.gpiot.app.RunSession;
import io.gpiot.app.Surroundings;
import io.gpiot.app.mcp.McpServlet;
import io.gpiot.app.runs.Database;
import io.gpiot.app.runs.LazySession;
import io.gpiot.app.runs.RunService;
import io.gpiot.app.runs.RunSettings;
import io.gpiot.app.runs.SessionWork;
import io.gpiot.app.web.Caller;
import io.gpiot.base.Home;
import io.gpiot.engine.LanguageModel;
import io.gpiot.knowledge.Knowledge;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The chain behind a web server, over the model that the server has loaded already. Python and sandbox are opened by the first run. */
final class ServedChain implements AutoCloseable {

    static final String MCP = "/mcp";

    private final AtomicReference<@Nullable Surroundings> around = new AtomicReference<>();
    private final LazySession session;
    private final Database database;
    private final RunService runs;
    private final McpServlet mcp;

    /** @param url of the database, or null for a file in the home folder */
    ServedChain(Console console, RunSession.Choice choice, LanguageModel loaded, @Nullable String url) {
        Home home = console.workbench().home();
        session = new LazySession(() -> {
            Surroundings opened = Surroundings.open(
                    console.workbench(), choice.lock(), choice.sandbox(), choice.guard(), console.says());
            around.set(opened);
            return RunSession.over(opened, loaded, console.says());
        });
        database = url == null ? Database.file(home.served().resolve("runs.db")) : Database.open(url);
        runs = new RunService(
                database,
                home.served().resolve("workspaces"),
                new SessionWork(session),
                RunSettings.DEFAULT,
                console.says());
        mcp = McpServlet.at(MCP, request -> Caller.of(request).id(), session, runs);
    }

    RunService runs() {
        return runs;
    }

    McpServlet mcp() {
        return mcp;
    }

    Supplier<Knowledge> knowledge() {
        return () -> session.get().around().knowledge();
    }

    /** Runs under way are interrupted; they can be resumed. */
    @Override
    public void close() {
        mcp.close();
        runs.close();
        session.close();
        Surroundings opened = around.getAndSet(null);
        if (opened != null) {
            opened.close();
        }
        database.close();
    }
}
