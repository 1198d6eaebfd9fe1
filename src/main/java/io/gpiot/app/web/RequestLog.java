package io.gpiot.app.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hears of each request that ended. Called on the request's thread. */
@FunctionalInterface
public interface RequestLog {

    RequestLog NONE = entry -> {};

    /**
     * @param route the pattern that matched, or {@code unknown}
     * @param caller see {@link Caller#id}
     * @param facts what the route added
     * @param status as sent; 499 where the client went away; what it would have been where a stream failed
     * @param failure what went wrong inside, or null
     */
    record Entry(
            String method,
            String route,
            int status,
            double seconds,
            String caller,
            Map<String, Object> facts,
            @Nullable Throwable failure) {}

    void ended(Entry entry);
}
