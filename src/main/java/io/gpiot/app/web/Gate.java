package io.gpiot.app.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

/** Every request passes here, whatever serves it: it is let in or refused, counted and logged. */
final class Gate implements Filter {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9]+)*");

    private final Access access;
    private final Set<String> open;
    private final Activity activity;
    private final Metrics metrics;
    private final RequestLog log;

    /** @param open see {@link Routes#open} */
    Gate(Access access, Set<String> open, Activity activity, Metrics metrics, RequestLog log) {
        this.access = access;
        this.open = open;
        this.activity = activity;
        this.metrics = metrics;
        this.log = log;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        Visit visit = Visit.begin(request);
        boolean begun = activity.begin();
        try {
            secure(response);
            Caller caller = access.check(request, isOpen(String.valueOf(request.getRequestURI())));
            caller.attachTo(request);
            if (!begun && !request.getRequestURI().equals(OperationRoutes.HEALTH)) {
                response.setHeader("Connection", "close");
                throw ApiError.unavailable("the server is about to end");
            }
            chain.doFilter(request, response);
            complete(request, response, visit);
        } catch (ApiError e) {
            visit.failed(e);
            Replies.send(response, e);
            complete(request, response, visit);
        } finally {
            ended(request, response, visit);
            if (begun) {
                activity.end();
            }
        }
    }

    /** Sends the answer's end now: a server that ends waits for requests under way, and not for what is left of them. */
    private static void complete(HttpServletRequest request, HttpServletResponse response, Visit visit) {
        if (!request.isAsyncStarted()) {
            try {
                close(response);
            } catch (IOException e) {
                visit.gone();
            }
        }
    }

    private static void close(HttpServletResponse response) throws IOException {
        try {
            response.getOutputStream().close();
        } catch (IllegalStateException writerInUse) { // an answer has one of the two
            response.getWriter().close();
        }
    }

    /** As it was sent: what the server would make another path of, such as {@code /page/../mcp}, is not open. */
    private boolean isOpen(String path) {
        return open.stream()
                .anyMatch(one -> one.endsWith("/*")
                        ? path.startsWith(one.substring(0, one.length() - 1))
                                && PLAIN_NAME
                                        .matcher(path.substring(one.length() - 1))
                                        .matches()
                        : path.equals(one));
    }

    /** A route may set its own policy: a page needs its scripts. */
    private static void secure(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
    }

    private void ended(HttpServletRequest request, HttpServletResponse response, Visit visit) {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
        int status = visit.status(response.getStatus());
        double seconds = visit.seconds();
        metrics.count(
                "gpiot_http_requests_total",
                "Requests that ended; 499 where the client went away.",
                1,
                "method",
                method,
                "route",
                visit.route(),
                "status",
                String.valueOf(status));
        metrics.seconds(
                "gpiot_http_request_seconds", "From a request's arrival to its end.", seconds, "route", visit.route());
        log.ended(new RequestLog.Entry(
                method, visit.route(), status, seconds, Caller.of(request).id(), visit.facts(), visit.failure()));
    }
}
