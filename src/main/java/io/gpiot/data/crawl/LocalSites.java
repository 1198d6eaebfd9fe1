package io.gpiot.data.crawl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves folders of documentation on this machine, to this machine only, so that they are crawled like any site. */
public final class LocalSites implements AutoCloseable {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "htm", "text/html",
            "js", "text/javascript",
            "css", "text/css",
            "txt", "text/plain",
            "png", "image/png",
            "svg", "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Path> folders;

    private LocalSites(HttpServer server, Map<String, Path> folders) {
        this.server = server;
        this.folders = new TreeMap<>(folders);
        this.folders.replaceAll((name, folder) -> folder.toAbsolutePath().normalize());
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * @param port 0 for any; pages are known by their addresses, so a crawl that is to go on later needs the same one again
     * @param folders by the name under which each is served
     * @throws GpiotException RESOURCES where the port is taken
     */
    public static LocalSites serve(int port, Map<String, Path> folders) {
        try {
            var place = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
            return new LocalSites(HttpServer.create(place, 0), folders);
        } catch (IOException e) {
            throw GpiotException.resources(
                    "port " + port + " cannot be used (" + e.getMessage()
                            + "); name another one with --port, pages are then fetched anew",
                    e);
        }
    }

    /** The start address of a folder. */
    public URI at(String name) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] parts = exchange.getRequestURI().getPath().split("/", 3);
            Path root = parts.length < 3 ? null : folders.get(parts[1]);
            if (root == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            Path file = root.resolve(parts[2]).normalize();
            file = Files.isDirectory(file) ? file.resolve("index.html") : file;
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String name = file.getFileName().toString();
            String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(ending, "application/octet-stream"));
            exchange.sendResponseHeaders(200, Math.max(Files.size(file), 0) == 0 ? -1 : Files.size(file));
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(exchange.getResponseBody());
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
