package io.gpiot.app.web.openai;

import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.EventStream;
import io.gpiot.app.web.Replies;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends answers as they grow. The engine's thread only leaves events here; the request's thread writes them. */
final class ChatStream implements AnswerListener {

    /** A stream on which nothing happens shows this often that it lives. */
    private static final long SILENCE_SECONDS = 10;

    private sealed interface Event {}

    private record Piece(int index, String text) implements Event {}

    private record Ended(int index, Answer.Finish finish) implements Event {}

    private record Complete(List<Answer> answers) implements Event {}

    private record Failed(Throwable thrown) implements Event {}

    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ChatRequest request;
    private final ChatAnswers shapes;
    private volatile boolean closed;

    ChatStream(ChatRequest request) {
        this.request = request;
        this.shapes = new ChatAnswers(request);
    }

    @Override
    public void text(int index, String piece) {
        events.add(new Piece(index, piece));
    }

    @Override
    public void done(int index, Answer answer) {
        events.add(new Ended(index, answer.finish()));
    }

    @Override
    public boolean cancelled(int index) {
        return closed;
    }

    /**
     * Writes until the last answer has ended. What fails before the first text is an ordinary error answer.
     *
     * @param work gives the answers, telling this listener meanwhile
     * @return the answers
     * @throws ApiError where nothing was written yet
     * @throws IOException where the client went away
     */
    List<Answer> send(HttpServletResponse response, Function<AnswerListener, List<Answer>> work)
            throws IOException, InterruptedException {
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                events.add(new Complete(work.apply(this)));
            } catch (Throwable e) {
                events.add(new Failed(e));
            }
        });
        try {
            @Nullable Event first = events.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
            if (first instanceof Failed failed) {
                throw ApiError.of(failed.thrown());
            }
            EventStream stream = new EventStream(response);
            for (int i = 0; i < request.choices(); i++) {
                stream.data(Replies.json(shapes.opening(i)));
            }
            return sendAll(stream, first);
        } finally {
            closed = true;
            worker.join();
        }
    }

    private List<Answer> sendAll(EventStream stream, @Nullable Event first) throws IOException, InterruptedException {
        @Nullable Event event = first;
        while (true) {
            switch (event) {
                case null -> stream.comment("waiting");
                case Piece(int index, String text) -> stream.data(Replies.json(shapes.piece(index, text)));
                case Ended(int index, Answer.Finish finish) -> {
                    if (finish != Answer.Finish.CANCELLED) { // why it was, what follows says
                        stream.data(Replies.json(shapes.end(index, finish)));
                    }
                }
                case Failed(Throwable thrown) -> {
                    ApiError error = ApiError.of(thrown);
                    stream.data(Replies.json(error.body()));
                    throw error;
                }
                case Complete(List<Answer> answers) -> {
                    if (answers.stream().anyMatch(answer -> answer.finish() == Answer.Finish.CANCELLED)) {
                        ApiError cut = ApiError.unavailable("the server ends, and could not wait for this answer");
                        stream.data(Replies.json(cut.body()));
                        throw cut;
                    }
                    if (request.streamUsage()) {
                        stream.data(Replies.json(shapes.lastUsage(answers)));
                    }
                    stream.data("[DONE]");
                    return answers;
                }
            }
            event = events.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
