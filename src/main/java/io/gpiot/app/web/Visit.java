package io.gpiot.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a request under way: its route, and facts for the log. Touched by the request's thread. */
public final class Visit {

    /** Status in log and metrics where the client went away before its answer. */
    public static final int CLIENT_GONE = 499;

    private static final String ATTRIBUTE = "gpiot.visit";

    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private String route = "unknown";
    private @Nullable Throwable failure;
    private int failed;
    private boolean gone;

    static Visit begin(HttpServletRequest request) {
        Visit visit = new Visit();
        request.setAttribute(ATTRIBUTE, visit);
        return visit;
    }

    public static Visit of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Visit visit ? visit : begin(request);
    }

    /** Adds to the log's line: no contents of requests, please. */
    public void fact(String name, Object value) {
        facts.put(name, value);
    }

    /** The client did not wait for the end. */
    public void gone() {
        gone = true;
    }

    void route(String pattern) {
        route = pattern;
    }

    /** Remembers what is not the client's fault. */
    void failed(ApiError error) {
        if (error.status() >= 500) {
            failed = error.status();
            failure = error.getCause() == null ? error : error.getCause();
        }
    }

    /**
     * What became of the request.
     *
     * @param sent the answer's status; a stream that failed had begun with 200
     */
    int status(int sent) {
        return gone ? CLIENT_GONE : failed > 0 ? failed : sent;
    }

    String route() {
        return route;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    Map<String, Object> facts() {
        return facts;
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
