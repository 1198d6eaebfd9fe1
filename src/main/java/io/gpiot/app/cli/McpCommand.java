package io.gpiot.app.cli;

import io.gpiot.app.RunSession;
import io.gpiot.app.mcp.Assistant;
import io.gpiot.app.mcp.McpAssistant;
import io.gpiot.app.runs.Database;
import io.gpiot.app.runs.LazySession;
import io.gpiot.app.runs.RunService;
import io.gpiot.app.runs.RunSettings;
import io.gpiot.app.runs.SessionWork;
import io.gpiot.base.Home;
import io.modelcontextprotocol.server.McpSyncServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Our tools for another assistant, over standard input and output. */
@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Serves the Model Context Protocol on standard input and output, for an assistant that starts it.",
        footer = {
            "",
            "The model is loaded by the first tool that needs it. Ends when its input ends; runs that were under way are",
            "kept, and other servers of the same home folder see them.",
            "",
            "Example, in a client's configuration:",
            "  {\"mcpServers\": {\"gpiot\": {\"command\": \"/path/to/gpiot\", \"args\": [\"mcp\", \"--data\", \"/data\"]}}}"
        })
final class McpCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A folder whose files the client may name as data; may be given several times (default: the"
                    + " working folder).")
    private List<Path> folders = List.of(Path.of(""));

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "Where runs are kept: jdbc:postgresql://HOST/DATABASE, or jdbc:sqlite:FILE (default: a file in"
                            + " the home folder).")
    private @Nullable String database;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ServedModelOptions options;

    @Override
    public Integer call() throws InterruptedException {
        // whatever else prints, in Java at least, must not come between the messages
        PrintStream before = System.out;
        System.setOut(System.err);
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            serve(System.in, out);
            return 0;
        } catch (IOException e) {
            return 0; // the client has gone, which is how this ends anyway
        } finally {
            System.setOut(before);
        }
    }

    private void serve(InputStream in, OutputStream out) throws InterruptedException {
        Console console = Console.of(spec.commandLine());
        Home home = Home.fromEnvironment().usable();
        RunSession.Choice choice = options.choice(true);
        CountDownLatch ended = new CountDownLatch(1);
        try (Interrupt stopped = Interrupt.listen(ended::countDown);
                LazySession session =
                        new LazySession(() -> RunSession.open(console.workbench(), choice, console.says()));
                Database runs =
                        database == null ? Database.file(home.served().resolve("runs.db")) : Database.open(database);
                RunService service = new RunService(
                        runs,
                        home.served().resolve("workspaces"),
                        new SessionWork(session),
                        RunSettings.DEFAULT.byItself(),
                        console.says())) {
            Assistant assistant = new Assistant(session, service, exchange -> RunService.LOCAL_OWNER, folders);
            McpSyncServer server = McpAssistant.overStreams(new Ending(in, ended), out, assistant);
            ended.await();
            server.close();
        }
    }

    /** Tells when a stream ends. */
    private static final class Ending extends FilterInputStream {
        private final CountDownLatch ended;

        Ending(InputStream in, CountDownLatch ended) {
            super(in);
            this.ended = ended;
        }

        @Override
        public int read() throws IOException {
            return told(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return told(super.read(bytes, offset, length));
        }

        private int told(int read) {
            if (read < 0) {
                ended.countDown();
            }
            return read;
        }
    }
}
