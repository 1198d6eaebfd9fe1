package io.gpiot.app.web;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Forms with files, {@code multipart/form-data}. Large files lie in the system's folder for temporary files until the form is
 * closed.
 *
 * @param mostBytes of a form
 */
public record Uploads(long mostBytes) {

    /** Files and fields of a form; a little more than the files that a run takes. */
    static final int MOST_PARTS = 2_048;

    private static final int IN_MEMORY = 4 << 10;
    private static final int LONGEST_FIELD = 1 << 20;
    private static final Semaphore AT_ONCE = new Semaphore(4);

    /** @param name as the client gave it: any text */
    public record File(String name, Part part) {

        /** Opened once. */
        public InputStream open() throws IOException {
            return part.getInputStream();
        }
    }

    /** What came. */
    public record Form(Map<String, String> fields, List<File> files) implements AutoCloseable {

        public Form {
            fields = Map.copyOf(fields);
            files = List.copyOf(files);
        }

        /** @throws ApiError 400 where it is missing */
        public String field(String name) {
            String value = fields.get(name);
            if (value == null) {
                throw ApiError.invalid("missing_field", name, "the form lacks the field '" + name + "'");
            }
            return value;
        }

        @Override
        public void close() {
            for (File file : files) {
                try {
                    file.part().delete();
                } catch (IOException e) {
                    continue; // the system clears its own folder
                }
            }
        }
    }

    /** @throws ApiError 415 where it is no form, 413 where it is too large, 400 where it is broken, 429 where others are read */
    public Form read(HttpServletRequest request) {
        String type = String.valueOf(request.getContentType());
        if (!type.startsWith("multipart/form-data")) {
            throw ApiError.refused(
                    415, "unsupported_media_type", "send Content-Type: multipart/form-data, was '" + type + "'");
        }
        if (request.getContentLengthLong() > mostBytes) {
            throw tooLarge();
        }
        if (!AT_ONCE.tryAcquire()) {
            throw ApiError.busy(5, "the server takes other files just now");
        }
        try {
            return parsed(request);
        } finally {
            AT_ONCE.release();
        }
    }

    private Form parsed(HttpServletRequest request) {
        request.setAttribute(
                ServletContextRequest.MULTIPART_CONFIG_ELEMENT,
                new MultipartConfigElement(System.getProperty("java.io.tmpdir"), mostBytes, mostBytes, IN_MEMORY));
        try {
            Map<String, String> fields = new LinkedHashMap<>();
            List<File> files = new ArrayList<>();
            for (Part part : request.getParts()) {
                String name = part.getSubmittedFileName();
                if (name != null) {
                    files.add(new File(name, part));
                } else {
                    fields.put(part.getName(), text(part));
                }
            }
            return new Form(fields, files);
        } catch (IOException | ServletException | RuntimeException e) {
            if (e instanceof ApiError known) {
                throw known;
            }
            String why = ApiError.rootMessage(e);
            if (why.contains("exceed")) {
                throw tooLarge();
            }
            if (why.contains("too many keys")) {
                throw ApiError.refused(413, "body_too_large", "a form may have at most " + MOST_PARTS + " files");
            }
            throw ApiError.refused(400, "invalid_form", "the form did not arrive whole, or is none");
        }
    }

    private static String text(Part part) throws IOException {
        if (part.getSize() > LONGEST_FIELD) {
            throw ApiError.refused(
                    413, "body_too_large", "a form's field may have at most " + LONGEST_FIELD + " bytes");
        }
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private ApiError tooLarge() {
        return ApiError.refused(
                413, "body_too_large", "the files may have at most " + (mostBytes >> 20) + " MiB together");
    }
}
