package io.gpiot.app.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lets lines through that are JSON-RPC messages and answers the others itself: the SDK's reader would stop at the first line
 * that it cannot read, and the process would be deaf from then on.
 */
final class JsonLines extends InputStream {

    private static final int LONGEST = 32 << 20;

    private final InputStream in;
    private final OutputStream out;
    private ByteArrayInputStream line = new ByteArrayInputStream(new byte[0]);

    JsonLines(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public int read() throws IOException {
        return fill() ? line.read() : -1;
    }

    /** Never waits for more than one line. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return fill() ? line.read(bytes, offset, length) : -1;
    }

    private boolean fill() throws IOException {
        while (line.available() == 0) {
            ByteArrayOutputStream next = new ByteArrayOutputStream();
            int read = in.read();
            long length = 0;
            while (read >= 0 && read != '\n') {
                if (length++ < LONGEST) {
                    next.write(read);
                }
                read = in.read();
            }
            if (read < 0 && length == 0) {
                return false;
            }
            if (length > LONGEST) {
                refuse(-32600, "a message may have " + (LONGEST >> 20) + " MiB at most");
            } else if (next.size() > 0) {
                take(next.toByteArray());
            }
        }
        return true;
    }

    private void take(byte[] bytes) throws IOException {
        try {
            JsonNode message = Json.MAPPER.readTree(bytes);
            if (!message.isObject() || !message.path("jsonrpc").asText().equals("2.0")) {
                refuse(-32600, "not a JSON-RPC 2.0 message");
                return;
            }
            boolean call = message.path("method").isTextual();
            boolean answer = message.has("id") && (message.has("result") || message.has("error"));
            if (!call && !answer) {
                refuse(-32600, "neither a request nor an answer");
                return;
            }
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.write(bytes);
            whole.write('\n');
            line = new ByteArrayInputStream(whole.toByteArray());
        } catch (JsonProcessingException e) {
            refuse(-32700, "not JSON");
        }
    }

    private void refuse(int code, String why) throws IOException {
        String answer =
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":" + code + ",\"message\":\"" + why + "\"}}\n";
        synchronized (out) { // as the SDK's writer does
            out.write(answer.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
