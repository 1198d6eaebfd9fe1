package io.gpiot.app.web.runs;

import io.gpiot.app.web.Visit;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Sends a run's file. A program of a model may have written it, so a browser is told of no kind that could act: what is
 * neither text, nor a picture, nor our own report is only there to be saved.
 */
final class FileReply {

    private static final String REPORT = "report.html";

    private FileReply() {}

    static void send(Context context, Path file, String name) throws IOException {
        HttpServletResponse response = context.res();
        String type = type(name);
        response.setStatus(200);
        response.setContentType(type);
        if (name.equals(REPORT)) {
            response.setHeader(
                    "Content-Security-Policy",
                    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'");
        }
        if (type.equals("application/octet-stream")) {
            response.setHeader("Content-Disposition", "attachment");
        }
        response.setContentLengthLong(Files.size(file));
        try {
            Files.copy(file, response.getOutputStream());
        } catch (IOException e) {
            Visit.of(context.req()).gone();
        }
    }

    static String type(String name) {
        if (name.equals(REPORT)) {
            return "text/html; charset=utf-8";
        }
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "png" -> "image/png";
            case "json", "ipynb" -> "application/json";
            case "md", "py", "txt", "csv", "jsonl", "log" -> "text/plain; charset=utf-8";
            default -> "application/octet-stream";
        };
    }
}
