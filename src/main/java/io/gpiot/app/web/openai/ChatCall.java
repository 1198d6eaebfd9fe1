package io.gpiot.app.web.openai;

import io.gpiot.app.web.Activity;
import io.gpiot.app.web.ClientWatch;
import io.gpiot.app.web.Metrics;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import java.util.BitSet;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Listens to the answers of one request: counts, tells whoever shows them, and says when nobody wants them any more. */
final class ChatCall implements AnswerListener {

    private final AnswerListener shown;
    private final Admission.Ticket ticket;
    private final Metrics metrics;
    private final BooleanSupplier unwanted;
    private final String model;
    private final long start = System.nanoTime();
    private final BitSet begun = new BitSet();

    ChatCall(String model, AnswerListener shown, Admission.Ticket ticket, Metrics metrics, BooleanSupplier unwanted) {
        this.model = model;
        this.shown = shown;
        this.ticket = ticket;
        this.metrics = metrics;
        this.unwanted = unwanted;
    }

    /** Where the client has gone, or the server has to end. */
    static BooleanSupplier unwanted(ClientWatch.Watched client, Activity activity) {
        return () -> client.gone() || activity.cutOff();
    }

    @Override
    public synchronized void token(int index) {
        if (!begun.get(index)) {
            begun.set(index);
            ticket.began();
            metrics.seconds(
                    "gpiot_first_token_seconds",
                    "From a request to an answer's first token.",
                    seconds(),
                    "model",
                    model);
        }
    }

    @Override
    public void text(int index, String piece) {
        token(index); // models that tell texts and no tokens
        shown.text(index, piece);
    }

    @Override
    public synchronized void done(int index, Answer answer) {
        if (begun.get(index)) {
            ticket.ended();
        }
        tokens("prompt", index == 0 ? answer.promptTokens() : 0);
        tokens("cached", index == 0 ? answer.cachedTokens() : 0);
        tokens("generated", answer.tokens());
        metrics.count(
                "gpiot_answers_total",
                "Answers that ended, by why.",
                1,
                "model",
                model,
                "finish",
                answer.finish().name().toLowerCase(Locale.ROOT));
        metrics.seconds("gpiot_answer_seconds", "From a request to an answer's end.", seconds(), "model", model);
        shown.done(index, answer);
    }

    @Override
    public boolean cancelled(int index) {
        return unwanted.getAsBoolean() || shown.cancelled(index);
    }

    private void tokens(String kind, int number) {
        metrics.count("gpiot_tokens_total", "Tokens read, taken from the cache, written.", number, "kind", kind);
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
