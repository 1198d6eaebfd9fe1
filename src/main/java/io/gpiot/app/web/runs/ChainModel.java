package io.gpiot.app.web.runs;

import io.gpiot.app.runs.NoSuchRun;
import io.gpiot.app.runs.QueueFull;
import io.gpiot.app.runs.RunEvent;
import io.gpiot.app.runs.RunInfo;
import io.gpiot.app.runs.RunOrder;
import io.gpiot.app.runs.RunService;
import io.gpiot.app.runs.RunState;
import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.openai.ChatRequest;
import io.gpiot.app.web.openai.ServedModel;
import io.gpiot.base.GpiotException;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Message;
import io.gpiot.synthesis.SynthesisSettings;
import java.time.Duration;
import java.util.List;

/**
 * The whole chain as a model that chats: the last message is the requirement with its data, the answer the stages as they end
 * and the program. What it did stays as a run of the caller.
 */
public final class ChainModel implements ServedModel {

    /** So soon it is seen that nobody wants the answer any more. */
    private static final Duration TURN = Duration.ofMillis(500);

    private final RunService runs;

    public ChainModel(RunService runs) {
        this.runs = runs;
    }

    @Override
    public String id() {
        return "gpiot";
    }

    @Override
    public void check(ChatRequest request) {
        if (request.choices() != 1) {
            throw ApiError.invalid("n", "'n' must be 1 with " + id() + ": a run is one answer");
        }
        if (request.constraint() != null) {
            throw ApiError.invalid("response_format", id() + " answers with text and programs only: leave it out");
        }
        if (!request.stop().isEmpty()) {
            throw ApiError.invalid("stop", id() + " does not stop at words: leave it out");
        }
        ask(request);
    }

    private static ChainMessage ask(ChatRequest request) {
        List<Message> messages = request.messages();
        if (messages.getLast().speaker() != Message.Speaker.USER) {
            throw ApiError.invalid("messages", "the last message must be the user's: the requirement with its data");
        }
        return ChainMessage.read(messages.getLast().content());
    }

    @Override
    public List<Answer> answer(ChatRequest request, AnswerListener listener) {
        ChainMessage asked = ask(request);
        String owner = request.caller().id();
        RunInfo run = submit(owner, asked, request);
        try {
            Telling telling = new Telling(listener);
            ChainText text = new ChainText(runs, owner, run.id());
            telling.add(text.opening());
            boolean whole = follow(owner, run.id(), text, telling);
            Answer answer = new Answer(
                    telling.said.toString(),
                    whole ? Answer.Finish.STOP : Answer.Finish.CANCELLED,
                    0,
                    0,
                    text.tokens(),
                    null);
            listener.done(0, answer);
            return List.of(answer);
        } catch (NoSuchRun e) {
            throw GpiotException.user("the run was deleted before it ended");
        }
    }

    private RunInfo submit(String owner, ChainMessage asked, ChatRequest request) {
        SynthesisSettings settings = SynthesisSettings.DEFAULT.withSampling(SynthesisSettings.DEFAULT
                .sampling()
                .withTemperature(request.sampling().temperature())
                .withSeed(request.sampling().seed()));
        try {
            return runs.submit(owner, new RunOrder(asked.requirement(), List.of(), false, settings), asked.data());
        } catch (QueueFull e) {
            throw ApiError.busy(e.retryAfterSeconds(), String.valueOf(e.getMessage()));
        }
    }

    /** @return whether it went on to the end */
    private boolean follow(String owner, String id, ChainText text, Telling telling) {
        long last = 0;
        while (true) {
            RunService.Events piece = runs.events(owner, id, last, TURN);
            for (RunEvent event : piece.events()) {
                last = event.position();
                telling.add(text.of(event));
            }
            if (piece.ended()) {
                RunInfo info = runs.get(owner, id);
                if (info.state() == RunState.FAILED) {
                    throw ApiError.invalid("run_failed", null, info.message());
                }
                if (info.state() != RunState.DONE && !telling.listener.cancelled(0)) {
                    throw ApiError.invalid(
                            "run_" + info.state().key(),
                            null,
                            "run " + id + " was " + info.state().key());
                }
                telling.add(text.end(info));
                return info.state() == RunState.DONE;
            }
            if (telling.listener.cancelled(0)) {
                runs.cancel(owner, id);
                return false;
            }
        }
    }

    private static final class Telling {
        private final AnswerListener listener;
        private final StringBuilder said = new StringBuilder();

        Telling(AnswerListener listener) {
            this.listener = listener;
        }

        void add(String piece) {
            if (!piece.isEmpty()) {
                said.append(piece);
                listener.text(0, piece);
            }
        }
    }
}
