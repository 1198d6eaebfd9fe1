package io.gpiot.app.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that writes bytes, and can go away at any time. */
public final class Connection implements AutoCloseable {

    private final Socket socket;
    private final int port;

    private Connection(int port) throws IOException {
        this.port = port;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
    }

    public static Connection to(int port) throws IOException {
        return new Connection(port);
    }

    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    public void post(String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write(("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        write(bytes);
    }

    /** Reads up to a text that comes. @return all that was read */
    public String readUntil(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (read.indexOf(text) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the end came before '" + text + "': " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** Reads what there is until the server closes or is silent for a while. */
    public String readSome(int silenceMilliseconds) {
        StringBuilder read = new StringBuilder();
        try {
            socket.setSoTimeout(silenceMilliseconds);
            byte[] bytes = new byte[4096];
            for (int count = socket.getInputStream().read(bytes);
                    count > 0;
                    count = socket.getInputStream().read(bytes)) {
                read.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // silent or reset: what was read counts
        }
        return read.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
