package io.gpiot.app.web.runs;

import io.gpiot.app.web.Routes;
import io.javalin.router.JavalinDefaultRoutingApi;
import jakarta.servlet.http.HttpServlet;
import java.util.Map;

/** A protocol that answers by itself at one path. @param path such as {@code "/mcp"} */
public record McpRoutes(String path, HttpServlet servlet) implements Routes {

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {}

    @Override
    public Map<String, HttpServlet> servlets() {
        return Map.of(path, servlet);
    }
}
