package io.gpiot.app.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Server-sent events: what is written arrives at once. */
public final class EventStream {

    private final OutputStream out;

    /** Begins the answer: its status is 200 from here on. */
    public EventStream(HttpServletResponse response) throws IOException {
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        // proxies are told not to collect it
        response.setHeader("X-Accel-Buffering", "no");
        out = response.getOutputStream();
    }

    /** @param data one line */
    public void data(String data) throws IOException {
        write("data: " + data + "\n\n");
    }

    /**
     * @param id from which a client that comes back says it goes on, in {@code Last-Event-ID}
     * @param data one line
     */
    public void event(long id, String data) throws IOException {
        write("id: " + id + "\ndata: " + data + "\n\n");
    }

    /** @param name which a client listens for by itself */
    public void named(String name, String data) throws IOException {
        write("event: " + name + "\ndata: " + data + "\n\n");
    }

    /** What clients skip: it shows proxies that the stream lives. */
    public void comment(String text) throws IOException {
        write(": " + text + "\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
