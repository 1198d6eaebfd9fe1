package io.gpiot.base.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of ours on loopback that serves one file, well or badly. */
public final class FileServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final byte[] content;
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();

    public FileServer(byte[] content) throws IOException {
        this.content = content.clone();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/whole", exchange -> answer(exchange, true, Integer.MAX_VALUE, 0));
        server.createContext("/norange", exchange -> answer(exchange, false, Integer.MAX_VALUE, 0));
        server.createContext("/cutoff", exchange -> answer(exchange, true, this.content.length / 3, 0));
        server.createContext("/stalls", exchange -> answer(exchange, true, this.content.length / 3, 60_000));
        server.createContext("/busy", this::busyTwice);
        server.createContext("/missing", exchange -> status(exchange, 404));
        server.createContext("/broken", exchange -> status(exchange, 503));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/whole/moved");
            status(exchange, 302);
        });
        server.start();
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** The Range headers that came, empty texts where a request had none. */
    List<String> ranges() {
        return List.copyOf(ranges);
    }

    private void busyTwice(HttpExchange exchange) throws IOException {
        if (requests.incrementAndGet() <= 2) {
            status(exchange, 503);
        } else {
            answer(exchange, true, Integer.MAX_VALUE, 0);
        }
    }

    private void status(HttpExchange exchange, int status) throws IOException {
        ranges.add("");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** Sends at most so many bytes, then waits or ends the connection early. */
    private void answer(HttpExchange exchange, boolean honoursRange, int most, long stallMillis) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "" : range);
        int from = 0;
        int status = 200;
        if (range != null && honoursRange) {
            from = Integer.parseInt(range.replaceAll("\\D", ""));
            if (from >= content.length) {
                status(exchange, 416);
                return;
            }
            status = 206;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(status, content.length - from);
        byte[] sent = Arrays.copyOfRange(content, from, (int) Math.min(content.length, (long) from + most));
        exchange.getResponseBody().write(sent);
        exchange.getResponseBody().flush();
        try {
            Thread.sleep(stallMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
