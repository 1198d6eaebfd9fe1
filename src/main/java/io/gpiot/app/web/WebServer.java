package io.gpiot.app.web;

import io.gpiot.base.GpiotException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinException;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A server that listens. */
public final class WebServer implements AutoCloseable {

    private static final int MOST_HEADER_BYTES = 16 << 10;
    /** A body that comes slower only holds a connection. */
    private static final int LEAST_BYTES_A_SECOND = 100;

    /** What every group of routes may share. */
    public record Parts(Access access, Activity activity, Metrics metrics, RequestLog log) {}

    private final Javalin javalin;
    private final Activity activity;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private WebServer(Javalin javalin, Activity activity) {
        this.javalin = javalin;
        this.activity = activity;
    }

    /** @throws GpiotException USER where the port is taken or may not be used */
    public static WebServer start(ServerSettings settings, Parts parts, List<? extends Routes> groups) {
        Set<String> open =
                groups.stream().flatMap(group -> group.open().stream()).collect(Collectors.toUnmodifiableSet());
        Gate gate = new Gate(parts.access(), open, parts.activity(), parts.metrics(), parts.log());
        Javalin javalin = Javalin.create(config -> {
            quiet(config);
            config.concurrency.useVirtualThreads = true;
            config.http.maxRequestSize = Long.MAX_VALUE; // Bodies limits what is read
            config.http.prefer405over404 = true;
            config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
            config.jetty.modifyServletContextHandler(handler -> {
                handler.setMaxFormKeys(Uploads.MOST_PARTS);
                FilterHolder holder = new FilterHolder(gate);
                holder.setAsyncSupported(true);
                handler.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
                groups.forEach(group -> group.servlets().forEach((path, servlet) -> {
                    ServletHolder mounted = new ServletHolder(servlet);
                    mounted.setAsyncSupported(true);
                    handler.addServlet(mounted, path);
                }));
            });
            config.jetty.modifyHttpConfiguration(WebServer::modest);
            config.jetty.addConnector((server, http) -> connector(server, http, settings));
            groups.forEach(group -> group.addTo(config.routes));
            config.routes.beforeMatched(WebServer::nameRoute);
            config.routes.exception(Exception.class, (exception, context) -> fail(context, exception));
            // Javalin's own handler of these would be nearer
            config.routes.exception(HttpResponseException.class, (exception, context) -> fail(context, exception));
        });
        try {
            javalin.start();
        } catch (JavalinException e) {
            throw GpiotException.user("cannot listen on " + settings.host() + ", port " + settings.port() + ": "
                    + ApiError.rootMessage(e) + "; choose another with --port");
        }
        return new WebServer(javalin, parts.activity());
    }

    private static void quiet(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
    }

    private static void modest(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        http.setMinRequestDataRate(LEAST_BYTES_A_SECOND);
    }

    private static Connector connector(Server server, HttpConfiguration http, ServerSettings settings) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idle().toMillis());
        server.addBean(new NetworkConnectionLimit(settings.mostConnections(), connector));
        return connector;
    }

    private static void nameRoute(Context context) {
        Endpoint matched = context.endpoints().matchedHttpEndpoint();
        Visit.of(context.req()).route(matched == null ? "file" : matched.path);
    }

    private static void fail(Context context, Exception exception) {
        ApiError error = exception instanceof HttpResponseException http
                ? unmatched(context, http.getStatus())
                : ApiError.of(exception);
        Visit.of(context.req()).failed(error);
        Replies.send(context.res(), error);
    }

    private static ApiError unmatched(Context context, int status) {
        String asked = context.req().getMethod() + " " + context.path();
        return status == 404
                ? ApiError.notFound("unknown_url", null, "there is no " + asked + "; /openapi.json lists what there is")
                : ApiError.refused(status, "invalid_request", "cannot serve " + asked);
    }

    /** The port that it listens on. */
    public int port() {
        return javalin.port();
    }

    /**
     * Takes no new connections and requests, waits for those that run, and ends.
     *
     * @param most after which what still runs is cut off
     * @return whether all ended by themselves
     */
    public boolean drain(Duration most) {
        activity.stopTaking();
        boolean quiet = false;
        try {
            for (Connector connector : javalin.jettyServer().server().getConnectors()) {
                connector.shutdown();
            }
            quiet = activity.awaitQuiet(most, true);
            activity.cutOffTheRest();
            if (!quiet) {
                activity.awaitQuiet(Duration.ofSeconds(5), false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        return quiet;
    }

    @Override
    public void close() {
        activity.stopTaking();
        activity.cutOffTheRest();
        if (stopped.compareAndSet(false, true)) {
            javalin.stop();
        }
    }
}
