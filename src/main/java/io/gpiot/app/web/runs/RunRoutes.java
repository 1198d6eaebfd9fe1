package io.gpiot.app.web.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.app.runs.RunInfo;
import io.gpiot.app.runs.RunService;
import io.gpiot.app.web.Activity;
import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.Bodies;
import io.gpiot.app.web.Caller;
import io.gpiot.app.web.ClientWatch;
import io.gpiot.app.web.Replies;
import io.gpiot.app.web.Routes;
import io.gpiot.app.web.Uploads;
import io.gpiot.app.web.Visit;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A caller's own runs. */
public final class RunRoutes implements Routes {

    private static final int MOST_LISTED = 1_000;
    private static final String RUN = "/api/runs/{id}";

    private final RunService runs;
    private final Uploads uploads;
    private final Bodies bodies;
    private final RunEvents events;

    /** @param uploads of a run's data */
    public RunRoutes(RunService runs, Uploads uploads, Bodies bodies, Activity activity, ClientWatch clients) {
        this.runs = runs;
        this.uploads = uploads;
        this.bodies = bodies;
        this.events = new RunEvents(runs, activity, clients);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/runs", RunErrors.told(this::list));
        routes.post("/api/runs", RunErrors.told(this::submit));
        routes.get(RUN, RunErrors.told(this::show));
        routes.delete(RUN, RunErrors.told(this::delete));
        routes.get(RUN + "/events", RunErrors.told(context -> events.send(context, id(context))));
        routes.post(RUN + "/cancel", RunErrors.told(this::cancel));
        routes.post(RUN + "/resume", RunErrors.told(this::resume));
        routes.get(RUN + "/files/<name>", RunErrors.told(this::file));
        routes.put(RUN + "/files/<name>", RunErrors.told(this::edit));
        routes.put(RUN + "/choices/{subTask}", RunErrors.told(this::choose));
        routes.delete(RUN + "/choices/{subTask}", RunErrors.told(this::unchoose));
        routes.get(RUN + "/zip", RunErrors.told(this::zip));
    }

    static String owner(Context context) {
        return Caller.of(context.req()).id();
    }

    private static String id(Context context) {
        return context.pathParam("id");
    }

    private void list(Context context) {
        Replies.send(context.res(), 200, Map.of("runs", runs.list(owner(context), MOST_LISTED)));
    }

    private void submit(Context context) {
        runs.requireRoom(owner(context)); // before the data are taken in
        try (Uploads.Form form = uploads.read(context.req())) {
            RunInfo info = runs.submit(owner(context), RunOrders.order(form), RunOrders.data(form));
            Visit.of(context.req()).fact("run", info.id());
            context.res().setHeader("Location", "/api/runs/" + info.id());
            Replies.send(context.res(), 201, info);
        }
    }

    private void show(Context context) {
        String owner = owner(context);
        String id = id(context);
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("run", runs.get(owner, id));
        shape.put("progress", runs.progress(owner, id));
        shape.put("files", runs.files(owner, id));
        Replies.send(context.res(), 200, shape);
    }

    private void delete(Context context) {
        runs.delete(owner(context), id(context));
        Replies.send(context.res(), 200, Map.of("deleted", id(context)));
    }

    private void cancel(Context context) {
        runs.cancel(owner(context), id(context));
        Replies.send(context.res(), 200, runs.get(owner(context), id(context)));
    }

    private void resume(Context context) {
        ObjectNode body = bodies.object(context.req());
        boolean planOnly = body.path("planOnly").asBoolean(false);
        Replies.send(context.res(), 200, runs.resume(owner(context), id(context), planOnly));
    }

    private void file(Context context) throws IOException {
        String name = context.pathParam("name");
        FileReply.send(context, runs.file(owner(context), id(context), name), name);
    }

    private void edit(Context context) {
        JsonNode text = bodies.object(context.req()).path("text");
        if (!text.isTextual()) {
            throw ApiError.invalid("missing_field", "text", "the body must have a 'text'");
        }
        runs.edit(owner(context), id(context), context.pathParam("name"), text.textValue());
        Replies.send(context.res(), 200, Map.of("edited", context.pathParam("name")));
    }

    private void choose(Context context) {
        JsonNode candidate = bodies.object(context.req()).path("candidate");
        if (!candidate.canConvertToInt() || candidate.intValue() < 0) {
            throw ApiError.invalid("candidate", "'candidate' must be a candidate's number, from 0");
        }
        int subTask = subTask(context);
        runs.choose(owner(context), id(context), subTask, candidate.intValue());
        Replies.send(context.res(), 200, Map.of("subTask", subTask, "candidate", candidate.intValue()));
    }

    private void unchoose(Context context) {
        int subTask = subTask(context);
        runs.unchoose(owner(context), id(context), subTask);
        Replies.send(context.res(), 200, Map.of("subTask", subTask));
    }

    private static int subTask(Context context) {
        String text = context.pathParam("subTask");
        if (!text.matches("\\d{1,2}")) {
            throw ApiError.notFound("sub_task_not_found", null, "sub-tasks are numbers from 1");
        }
        return Integer.parseInt(text);
    }

    private void zip(Context context) throws IOException {
        String owner = owner(context);
        String id = id(context);
        runs.get(owner, id);
        context.res().setContentType("application/zip");
        context.res().setHeader("Content-Disposition", "attachment; filename=\"run-" + id + ".zip\"");
        runs.zip(owner, id, context.res().getOutputStream());
    }
}
