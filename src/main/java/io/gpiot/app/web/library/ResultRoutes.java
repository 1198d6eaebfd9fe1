package io.gpiot.app.web.library;

import io.gpiot.app.web.Replies;
import io.gpiot.app.web.Routes;
import io.gpiot.base.GpiotException;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** Tunings with their curves' points, and benchmarks with their figures: the same for all callers. */
public final class ResultRoutes implements Routes {

    private final ResultFolders folders;

    public ResultRoutes(ResultFolders folders) {
        this.folders = folders;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/tunings", context -> Replies.send(context.res(), 200, Map.of("tunings", folders.tunings())));
        routes.get(
                "/api/tunings/{name}",
                context -> Replies.send(
                        context.res(), 200, Map.of("metrics", folders.metrics(context.pathParam("name")))));
        routes.get("/api/benches", context -> Replies.send(context.res(), 200, Map.of("benches", folders.benches())));
        routes.get(
                "/api/benches/{name}",
                context -> Replies.send(context.res(), 200, folders.bench(context.pathParam("name"))));
        routes.get("/api/benches/{name}/report", this::report);
    }

    private void report(Context context) {
        try {
            String page = Files.readString(folders.benchPage(context.pathParam("name")));
            context.res()
                    .setHeader(
                            "Content-Security-Policy",
                            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
                                    + " frame-ancestors 'none'");
            Replies.send(context.res(), 200, "text/html; charset=utf-8", page);
        } catch (IOException e) {
            throw GpiotException.resources("cannot read the report: " + e.getMessage(), e);
        }
    }
}
