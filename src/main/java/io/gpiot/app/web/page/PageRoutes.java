package io.gpiot.app.web.page;

import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.Replies;
import io.gpiot.app.web.Routes;
import io.gpiot.base.Resources;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Set;

/** The page's files. They hold no secret, so they need no key: the page asks for it. */
public final class PageRoutes implements Routes {

    /** Nothing from elsewhere, nothing inline. Blobs are plots, which are fetched with the key. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
            + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String FOLDER = "/io/gpiot/app/web/page/";

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/", context -> send(context, "index.html"));
        routes.get("/page/{file}", context -> send(context, context.pathParam("file")));
    }

    @Override
    public Set<String> open() {
        return Set.of("/", "/page/*");
    }

    private static void send(Context context, String name) {
        if (!name.matches("[a-z-]{1,40}\\.(html|css|js|svg)") || PageRoutes.class.getResource(FOLDER + name) == null) {
            throw ApiError.notFound("unknown_url", null, "the page has no such file");
        }
        context.res().setHeader("Content-Security-Policy", POLICY);
        Replies.send(context.res(), 200, type(name), Resources.text(PageRoutes.class, FOLDER + name));
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "text/html; charset=utf-8";
        };
    }
}
