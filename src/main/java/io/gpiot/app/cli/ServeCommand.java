package io.gpiot.app.cli;

import io.gpiot.app.RunSession;
import io.gpiot.app.Workbench;
import io.gpiot.app.runs.RunSettings;
import io.gpiot.app.web.Access;
import io.gpiot.app.web.Activity;
import io.gpiot.app.web.ApiKeys;
import io.gpiot.app.web.Bodies;
import io.gpiot.app.web.ClientWatch;
import io.gpiot.app.web.Metrics;
import io.gpiot.app.web.OperationRoutes;
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
import io.gpiot.app.web.openai.EngineModel;
import io.gpiot.app.web.openai.ServedModels;
import io.gpiot.app.web.page.PageRoutes;
import io.gpiot.app.web.runs.ChainModel;
import io.gpiot.app.web.runs.McpRoutes;
import io.gpiot.app.web.runs.RunRoutes;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.ModelStore;
import io.gpiot.engine.LanguageModel;
import io.gpiot.knowledge.BgeEmbedder;
import io.gpiot.knowledge.Embedder;
import io.gpiot.synthesis.prompt.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpiot serve}: the assistant for browsers and other programs, over HTTP. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Serves the assistant: a page for browsers, OpenAI's protocol and MCP for other programs.",
        footer = {
            "",
            "On this machine no key is needed. To let others in, make a key, and put a proxy with TLS before the server.",
            "SIGTERM or Ctrl-C ends it once the answers under way are whole; a second one ends it now.",
            "",
            "Examples:",
            "  gpiot serve",
            "  gpiot serve --new-key",
            "  gpiot serve --host 0.0.0.0 --adapter runs/tune-pect/adapter --json"
        })
final class ServeCommand implements Callable<Integer> {

    /** What a form takes besides its files. */
    private static final long UPLOAD_MARGIN = 8L << 20;

    private static final long DOCUMENT_BYTES = 64L << 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Listen on this address (default: ${DEFAULT-VALUE}); others than loopback demand an API key.")
    @SuppressWarnings("NullAway.Init")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Listen on this port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ServedModelOptions options;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "Where runs are kept: jdbc:postgresql://HOST/DATABASE, or jdbc:sqlite:FILE (default: a file in"
                            + " the home folder).")
    private @Nullable String database;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Show the tunings and benchmarks of this folder (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Path results;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description =
                    "Demand one of the API keys in this file, one a line; the environment's GPIOT_API_KEY is one, too.")
    private @Nullable Path apiKeyFile;

    @Option(names = "--new-key", description = "Make an API key, print it once, keep its hash, and serve nothing.")
    private boolean newKey;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "The server is called by this name, too, and pages of that name may call it.")
    private Set<String> allowedHosts = Set.of();

    @Option(
            names = "--queue",
            paramLabel = "ANSWERS",
            defaultValue = "128",
            description =
                    "Answers under way or waiting at most; more are told to come back (default: ${DEFAULT-VALUE}).")
    private int queue;

    @Option(
            names = "--body-kib",
            paramLabel = "KIB",
            defaultValue = "1024",
            description = "Take request bodies up to this size (default: ${DEFAULT-VALUE}).")
    private int bodyKibibytes;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "At the end wait so long for answers under way (default: ${DEFAULT-VALUE}).")
    private int drainSeconds;

    @Option(names = "--json", description = "Print a JSON line for each event and each request.")
    private boolean json;

    @Override
    public Integer call() {
        if (newKey) {
            String key = ApiKeys.make(Home.fromEnvironment().usable());
            spec.commandLine().getOut().println(key);
            return 0;
        }
        if (bodyKibibytes < 1 || bodyKibibytes > 1 << 20) {
            throw GpiotException.user("--body-kib must be from 1 to " + (1 << 20) + ", was " + bodyKibibytes);
        }
        if (drainSeconds < 0) {
            throw GpiotException.user("--drain must be 0 or more, was " + drainSeconds);
        }
        Console console = Console.of(spec.commandLine(), json);
        Workbench bench = console.workbench();
        ServerSettings settings = ServerSettings.of(host, port);
        ApiKeys keys = ApiKeys.of(bench.home(), apiKeyFile, System.getenv("GPIOT_API_KEY"));
        Access access = Access.of(host, keys, allowedHosts);
        RunSession.Choice choice = options.choice(true);
        bench.checkMemory(choice.model());
        try (LanguageModel loaded = bench.model(choice.model(), bench.engineSettings(), choice.adapter());
                Embedder embedder = new BgeEmbedder();
                ServedChain chain = new ServedChain(console, choice, loaded, database)) {
            serve(console, settings, access, loaded, embedder, chain);
        }
        return 0;
    }

    private void serve(
            Console console,
            ServerSettings settings,
            Access access,
            LanguageModel loaded,
            Embedder embedder,
            ServedChain chain) {
        Metrics metrics = new Metrics();
        Activity activity = new Activity();
        Bodies bodies = new Bodies(bodyKibibytes << 10);
        try (ClientWatch clients = new ClientWatch();
                StopSignals signals = new StopSignals(activity::cutOffTheRest)) {
            ChatRoutes chat = new ChatRoutes(
                    models(loaded, chain),
                    List.of(embedder.id()),
                    bodies,
                    ChatLimits.USUAL,
                    new Admission(queue, metrics),
                    metrics,
                    activity,
                    clients);
            WebServer server = WebServer.start(
                    settings,
                    new WebServer.Parts(access, activity, metrics, new RequestLines(console)),
                    groups(
                            console,
                            loaded,
                            chain,
                            List.of(
                                    new OperationRoutes(metrics, activity),
                                    chat,
                                    new EmbeddingRoutes(embedder, bodies),
                                    new RunRoutes(
                                            chain.runs(),
                                            new Uploads(RunSettings.DEFAULT.bytes() + UPLOAD_MARGIN),
                                            bodies,
                                            activity,
                                            clients))));
            listening(console, server.port(), access);
            signals.await();
            console.says().accept("ending: waiting up to " + drainSeconds + " s for what is under way");
            chain.runs().stopTaking();
            long deadline = System.nanoTime() + Duration.ofSeconds(drainSeconds).toNanos();
            boolean quiet = server.drain(Duration.ofSeconds(drainSeconds));
            chain.runs().drain(Duration.ofNanos(deadline - System.nanoTime()), signals::again);
            console.says().accept(quiet ? "ended" : "ended; some answers were cut off");
        }
    }

    /** Those given, and what is only shown. */
    private List<Routes> groups(Console console, LanguageModel loaded, ServedChain chain, List<Routes> more) {
        Home home = console.workbench().home();
        Catalogue catalogue = Catalogue.builtIn(System.getenv());
        ResultFolders folders = new ResultFolders(results.toAbsolutePath());
        List<Routes> all = new ArrayList<>(more);
        all.add(new ModelRoutes(loaded, catalogue, new ModelStore(home, catalogue), folders));
        all.add(new KnowledgeRoutes(
                chain.knowledge(), home.served().resolve("documents"), new Uploads(DOCUMENT_BYTES)));
        all.add(new ResultRoutes(folders));
        all.add(new PageRoutes());
        all.add(new McpRoutes(ServedChain.MCP, chain.mcp().servlet()));
        return all;
    }

    /** The small models by their part in the chain; without an adapter all are the base. */
    private static ServedModels models(LanguageModel loaded, ServedChain chain) {
        return new ServedModels(List.of(
                new EngineModel("gpiot-td", loaded, Role.SUB_TASKS.path()),
                new EngineModel("gpiot-rt", loaded, Role.TARGET.path()),
                new EngineModel("gpiot-cg", loaded, Role.PROGRAM.path()),
                new ChainModel(chain.runs())));
    }

    private void listening(Console console, int listens, Access access) {
        String address = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listens;
        if (console.lines() != null) {
            console.lines().event("listening", Map.of("address", address, "key", access.keyNeeded()));
            return;
        }
        console.says()
                .accept("listening on " + address + (access.keyNeeded() ? ", with an API key" : "")
                        + "; the page is there," + " the API at " + address + "/v1");
    }
}
