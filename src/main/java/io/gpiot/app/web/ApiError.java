package io.gpiot.app.web;

import io.gpiot.base.GpiotException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** A refusal or a failure in the words of HTTP and of OpenAI's error objects. */
public final class ApiError extends GpiotException {

    private static final String INVALID = "invalid_request_error";
    private static final String OURS = "server_error";

    private final int status;
    private final String type;
    private final @Nullable String code;
    private final @Nullable String param;
    private final int retryAfter;

    private ApiError(
            int status,
            String type,
            @Nullable String code,
            @Nullable String param,
            int retryAfter,
            String message,
            @Nullable Throwable cause) {
        super(category(status), message, cause);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
        this.retryAfter = retryAfter;
    }

    private static Category category(int status) {
        if (status < 500 && status != 429) {
            return Category.USER;
        }
        return status == 500 ? Category.INTERNAL : Category.RESOURCES;
    }

    private static ApiError refused(int status, @Nullable String code, @Nullable String param, String message) {
        return new ApiError(status, INVALID, code, param, 0, message, null);
    }

    /** 400. @param param the field that is wrong, or null */
    public static ApiError invalid(@Nullable String param, String message) {
        return refused(400, "invalid_value", param, message);
    }

    /** 400 with a code of its own. */
    public static ApiError invalid(String code, @Nullable String param, String message) {
        return refused(400, code, param, message);
    }

    /** 401. */
    public static ApiError unauthorized(String message) {
        return new ApiError(401, "authentication_error", "invalid_api_key", null, 0, message, null);
    }

    /** 403. */
    public static ApiError forbidden(String message) {
        return new ApiError(403, "permission_error", "forbidden", null, 0, message, null);
    }

    /** 404. */
    public static ApiError notFound(String code, @Nullable String param, String message) {
        return refused(404, code, param, message);
    }

    /** Any other refusal of what was asked, such as 405, 413 or 415. */
    public static ApiError refused(int status, String code, String message) {
        return refused(status, code, null, message);
    }

    /** 429. @param seconds after which to try again */
    public static ApiError busy(int seconds, String message) {
        return new ApiError(429, "rate_limit_error", "server_busy", null, seconds, message, null);
    }

    /** 503. */
    public static ApiError unavailable(String message) {
        return new ApiError(503, OURS, "unavailable", null, 1, message, null);
    }

    /** Of anything that was thrown. What is a defect of ours is named in the log and not in the answer. */
    public static ApiError of(Throwable thrown) {
        if (thrown instanceof ApiError known) {
            return known;
        }
        if (thrown instanceof HttpException http && http.getCode() < 500) { // such as a query that is none
            return refused(http.getCode(), "invalid_request", String.valueOf(http.getReason()));
        }
        if (!(thrown instanceof GpiotException known)) {
            return internal(thrown);
        }
        String message = String.valueOf(known.getMessage());
        return switch (known.category()) {
            case USER -> invalid(null, message);
            case RESOURCES -> new ApiError(503, OURS, "unavailable", null, 0, message, known);
            case INTERNAL -> internal(known);
        };
    }

    private static ApiError internal(Throwable thrown) {
        return new ApiError(500, OURS, "internal_error", null, 0, "internal error: the server's log says more", thrown);
    }

    /** What began it. */
    static String rootMessage(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    public int status() {
        return status;
    }

    /** In seconds; 0 where it is not known. */
    public int retryAfter() {
        return retryAfter;
    }

    /** The body: {@code {"error": {...}}}. */
    public Map<String, Object> body() {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("message", String.valueOf(getMessage()));
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        return Map.of("error", error);
    }
}
