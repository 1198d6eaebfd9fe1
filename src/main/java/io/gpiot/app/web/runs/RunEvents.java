package io.gpiot.app.web.runs;

import io.gpiot.app.runs.RunEvent;
import io.gpiot.app.runs.RunService;
import io.gpiot.app.web.Activity;
import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.ClientWatch;
import io.gpiot.app.web.EventStream;
import io.gpiot.app.web.Replies;
import io.gpiot.app.web.Visit;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's events as they happen. The stream ends with the run, by an event {@code end}, or with the server; a client that
 * comes back names the last position that it saw.
 */
final class RunEvents {

    /** So soon it is seen that a client has gone or the server ends. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private static final int TURNS_OF_SILENCE = 10;

    private final RunService runs;
    private final Activity activity;
    private final ClientWatch clients;

    RunEvents(RunService runs, Activity activity, ClientWatch clients) {
        this.runs = runs;
        this.activity = activity;
        this.clients = clients;
    }

    void send(Context context, String id) {
        String owner = RunRoutes.owner(context);
        long after = position(context);
        runs.get(owner, id); // before the answer begins
        try (ClientWatch.Watched client = clients.watch(context.req())) {
            EventStream stream = new EventStream(context.res());
            int silent = 0;
            stream.comment("events of run " + id);
            while (!client.gone() && !activity.ending()) {
                RunService.Events piece = runs.events(owner, id, after, TURN);
                for (RunEvent event : piece.events()) {
                    stream.event(event.position(), Replies.json(event));
                    after = event.position();
                }
                if (piece.ended()) {
                    stream.named("end", Replies.json(Map.of("position", after)));
                    return;
                }
                silent = piece.events().isEmpty() ? silent + 1 : 0;
                if (silent == TURNS_OF_SILENCE) {
                    stream.comment("waiting");
                    silent = 0;
                }
            }
            if (client.gone()) {
                Visit.of(context.req()).gone();
            }
        } catch (IOException e) {
            Visit.of(context.req()).gone();
        }
    }

    private static long position(Context context) {
        String header = context.req().getHeader("Last-Event-ID");
        @Nullable String asked = header == null ? context.req().getParameter("after") : header;
        if (asked == null || asked.isEmpty()) {
            return 0;
        }
        if (!asked.matches("\\d{1,18}")) {
            throw ApiError.invalid("after", "an event's position is a number from 1");
        }
        return Long.parseLong(asked);
    }
}
