package io.gpiot.app.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes answers as JSON on one line. */
public final class Replies {

    private static final ObjectWriter ONE_LINE = Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

    private Replies() {}

    /** On one line. */
    public static String json(Object value) {
        try {
            return ONE_LINE.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw GpiotException.internal("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    public static void send(HttpServletResponse response, int status, Object value) {
        send(response, status, "application/json", json(value));
    }

    public static void send(HttpServletResponse response, int status, String type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        try {
            response.getOutputStream().write(bytes);
        } catch (IOException e) {
            // the client has gone: nobody is there to be told
            response.setStatus(Visit.CLIENT_GONE);
        }
    }

    /** Nothing is sent where an answer has begun already. */
    static void send(HttpServletResponse response, ApiError error) {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        if (error.retryAfter() > 0) {
            response.setHeader("Retry-After", String.valueOf(error.retryAfter()));
        }
        if (error.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        send(response, error.status(), error.body());
    }
}
