package io.gpiot.app.web;

import io.javalin.router.JavalinDefaultRoutingApi;
import jakarta.servlet.http.HttpServlet;
import java.util.Map;
import java.util.Set;

/** A group of routes. Each one stands in {@code openapi.json}. */
public interface Routes {

    void addTo(JavalinDefaultRoutingApi routes);

    /** Protocols that answer by themselves, by the path at which they do. */
    default Map<String, HttpServlet> servlets() {
        return Map.of();
    }

    /** Paths that need no API key: exact ones, or all names of a folder, as {@code /page/*}. */
    default Set<String> open() {
        return Set.of();
    }
}
