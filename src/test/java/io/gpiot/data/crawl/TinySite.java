package io.gpiot.data.crawl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.DeflaterOutputStream;

/** A server of our own on loopback that answers as it is told, and counts what it was asked for. */
public final class TinySite implements AutoCloseable {

    record Answer(int status, Map<String, String> headers, byte[] body) {}

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> agents = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile long delay;

    public TinySite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Every answer takes so long from now on. */
    void slow(long milliseconds) {
        delay = milliseconds;
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** A page whose body holds these links. */
    public TinySite page(String path, String text, String... links) {
        var html = new StringBuilder("<html><body><p>").append(text).append("</p>");
        for (String link : links) {
            html.append("<a href=\"").append(link).append("\">x</a>");
        }
        return bytes(path, "text/html", html.append("</body></html>").toString().getBytes(StandardCharsets.UTF_8));
    }

    public TinySite bytes(String path, String type, byte[] body) {
        return answer(path, 200, Map.of("Content-Type", type), body);
    }

    TinySite answer(String path, int status, Map<String, String> headers, byte[] body) {
        answers.put(path, new Answer(status, headers, body));
        return this;
    }

    /** Lines {@code name role priority place display} as objects.inv. */
    public TinySite inventory(String path, String project, String version, String... lines) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(("# Sphinx inventory version 2\n# Project: " + project + "\n# Version: " + version
                        + "\n# The remainder of this file is compressed using zlib.\n")
                .getBytes(StandardCharsets.UTF_8));
        try (var packed = new DeflaterOutputStream(out)) {
            packed.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        return bytes(path, "application/octet-stream", out.toByteArray());
    }

    long timesAsked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            pause();
            agents.add(String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
            Answer answer = answers.getOrDefault(path, new Answer(404, Map.of(), new byte[0]));
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private void pause() {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
