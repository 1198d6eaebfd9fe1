package io.gpiot.app.web;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Set;

/** A group of routes. Each one stands in {@code openapi.json}. */
public interface Routes {

    void addTo(JavalinDefaultRoutingApi routes);

    /** Paths that need no API key: exact ones, or prefixes that end with {@code /*}. */
    default Set<String> open() {
        return Set.of();
    }
}
