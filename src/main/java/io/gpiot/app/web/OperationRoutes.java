package io.gpiot.app.web;

import io.gpiot.base.Resources;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Map;
import java.util.Set;

/** What those who run the server ask: whether it is well, how much it does, what it offers. */
public final class OperationRoutes implements Routes {

    static final String HEALTH = "/health";

    private final Metrics metrics;
    private final Activity activity;

    public OperationRoutes(Metrics metrics, Activity activity) {
        this.metrics = metrics;
        this.activity = activity;
        long start = System.currentTimeMillis() / 1000;
        metrics.gauge("process_start_time_seconds", "When the server started, since 1970.", () -> start);
        metrics.gauge("gpiot_http_running", "Requests under way.", activity::running);
        Runtime runtime = Runtime.getRuntime();
        metrics.gauge(
                "gpiot_heap_bytes",
                "Java's heap in use; models lie outside it.",
                () -> runtime.totalMemory() - runtime.freeMemory());
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(HEALTH, this::health);
        routes.get(
                "/metrics",
                context ->
                        Replies.send(context.res(), 200, "text/plain; version=0.0.4; charset=utf-8", metrics.text()));
        routes.get(
                "/openapi.json",
                context -> Replies.send(
                        context.res(), 200, "application/json", Resources.text(OperationRoutes.class, "openapi.json")));
    }

    @Override
    public Set<String> open() {
        return Set.of(HEALTH, "/openapi.json");
    }

    private void health(Context context) {
        boolean ending = activity.ending();
        Replies.send(context.res(), ending ? 503 : 200, Map.of("status", ending ? "ending" : "ok"));
    }
}
