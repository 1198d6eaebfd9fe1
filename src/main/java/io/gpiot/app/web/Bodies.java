package io.gpiot.app.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.base.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads what clients send, up to a limit.
 *
 * @param mostBytes of a body
 */
public record Bodies(int mostBytes) {

    private static final int MOST_DISCARDED = 16 << 20;

    private static final ObjectReader READER =
            Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * A JSON object.
     *
     * @throws ApiError 400 where it is none, 413 where it is too long, 415 where it does not say that it is JSON
     */
    public ObjectNode object(HttpServletRequest request) {
        requireJson(request.getContentType());
        String text = text(request);
        try {
            JsonNode node = READER.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw ApiError.invalid("invalid_json", null, "the body is not JSON: " + firstLine(e.getOriginalMessage()));
        }
        throw ApiError.invalid("invalid_json", null, "the body must be a JSON object");
    }

    private static void requireJson(@Nullable String type) {
        String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!plain.equals("application/json")) {
            throw ApiError.refused(
                    415,
                    "unsupported_media_type",
                    "send Content-Type: application/json, was " + (plain.isEmpty() ? "nothing" : "'" + plain + "'"));
        }
    }

    private String text(HttpServletRequest request) {
        try {
            if (request.getContentLengthLong() > mostBytes) {
                throw tooLong(request.getInputStream());
            }
            byte[] bytes = request.getInputStream().readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw tooLong(request.getInputStream());
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiError.invalid("invalid_json", null, "the body is not UTF-8");
        } catch (IOException | RuntimeException e) {
            if (e instanceof ApiError known) {
                throw known;
            }
            throw ApiError.refused(400, "incomplete_body", "the body did not arrive whole");
        }
    }

    /** Reads on for a while: a client that still writes would see its connection break, and not the answer. */
    private ApiError tooLong(InputStream rest) throws IOException {
        byte[] chunk = new byte[1 << 16];
        for (int left = MOST_DISCARDED / chunk.length; left > 0 && rest.read(chunk) >= 0; left--) {
            // thrown away
        }
        return ApiError.refused(413, "body_too_large", "a body may have at most " + mostBytes + " bytes");
    }

    private static String firstLine(@Nullable String text) {
        String line = String.valueOf(text).lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }
}
