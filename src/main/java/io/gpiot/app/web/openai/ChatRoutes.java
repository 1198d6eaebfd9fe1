package io.gpiot.app.web.openai;

import io.gpiot.app.web.Activity;
import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.Bodies;
import io.gpiot.app.web.Caller;
import io.gpiot.app.web.ClientWatch;
import io.gpiot.app.web.Metrics;
import io.gpiot.app.web.Replies;
import io.gpiot.app.web.Routes;
import io.gpiot.app.web.Visit;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** Models and chat completions. */
public final class ChatRoutes implements Routes {

    private final ServedModels models;
    private final List<String> otherModels;
    private final Bodies bodies;
    private final ChatReader reader;
    private final Admission admission;
    private final Metrics metrics;
    private final Activity activity;
    private final ClientWatch clients;
    private final long since = System.currentTimeMillis() / 1000;

    /** @param otherModels ids that do not chat, and are listed all the same */
    public ChatRoutes(
            ServedModels models,
            List<String> otherModels,
            Bodies bodies,
            ChatLimits limits,
            Admission admission,
            Metrics metrics,
            Activity activity,
            ClientWatch clients) {
        this.models = models;
        this.otherModels = List.copyOf(otherModels);
        this.bodies = bodies;
        this.reader = new ChatReader(limits, new ResponseFormats());
        this.admission = admission;
        this.metrics = metrics;
        this.activity = activity;
        this.clients = clients;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/v1/models", this::list);
        routes.get("/v1/models/{model}", this::show);
        routes.post("/v1/chat/completions", this::chat);
    }

    private Stream<String> ids() {
        return Stream.concat(models.models().stream().map(ServedModel::id), otherModels.stream());
    }

    private Map<String, Object> shape(String id) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", id);
        shape.put("object", "model");
        shape.put("created", since);
        shape.put("owned_by", "gpiot");
        return shape;
    }

    private void list(Context context) {
        Replies.send(
                context.res(),
                200,
                Map.of("object", "list", "data", ids().map(this::shape).toList()));
    }

    private void show(Context context) {
        String id = context.pathParam("model");
        if (ids().noneMatch(id::equals)) {
            throw models.unknown(id);
        }
        Replies.send(context.res(), 200, shape(id));
    }

    private void chat(Context context) throws InterruptedException {
        ChatRequest request = reader.read(bodies.object(context.req()), Caller.of(context.req()));
        ServedModel model = models.require(request.model());
        Visit visit = Visit.of(context.req());
        visit.fact("model", request.model());
        try (Admission.Ticket ticket = admission.enter(request.choices());
                ClientWatch.Watched client = clients.watch(context.req())) {
            model.check(request); // inside: to count a long prompt's tokens is work, too
            BooleanSupplier unwanted = ChatCall.unwanted(client, activity);
            Function<AnswerListener, List<Answer>> work =
                    shown -> model.answer(request, new ChatCall(request.model(), shown, ticket, metrics, unwanted));
            try {
                tell(visit, request.stream() ? stream(context, request, work) : whole(context, request, work));
            } catch (ApiError e) {
                if (!client.gone()) {
                    throw e;
                }
            }
            if (client.gone()) {
                visit.gone();
            }
        } catch (IOException e) {
            visit.gone();
        }
    }

    private static List<Answer> stream(
            Context context, ChatRequest request, Function<AnswerListener, List<Answer>> work)
            throws IOException, InterruptedException {
        return new ChatStream(request).send(context.res(), work);
    }

    private List<Answer> whole(Context context, ChatRequest request, Function<AnswerListener, List<Answer>> work) {
        List<Answer> answers = work.apply(AnswerListener.NONE);
        if (answers.stream().anyMatch(answer -> answer.finish() == Answer.Finish.CANCELLED) && activity.cutOff()) {
            throw ApiError.unavailable("the server ends, and could not wait for this answer");
        }
        Replies.send(context.res(), 200, new ChatAnswers(request).whole(answers));
        return answers;
    }

    private static void tell(Visit visit, List<Answer> answers) {
        visit.fact("promptTokens", answers.getFirst().promptTokens());
        visit.fact("tokens", answers.stream().mapToInt(Answer::tokens).sum());
    }
}
