package io.gpiot.app.web.runs;

import io.gpiot.app.runs.NoSuchRun;
import io.gpiot.app.runs.QueueFull;
import io.gpiot.app.web.ApiError;
import io.javalin.http.Handler;

/** The run service's refusals in the words of HTTP. */
final class RunErrors {

    private RunErrors() {}

    static Handler told(Handler handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (NoSuchRun e) {
                throw ApiError.notFound("run_not_found", null, String.valueOf(e.getMessage()));
            } catch (QueueFull e) {
                throw ApiError.busy(e.retryAfterSeconds(), String.valueOf(e.getMessage()));
            }
        };
    }
}
