package io.gpiot.engine.decode;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Constraint;
import io.gpiot.engine.Request;
import io.gpiot.engine.Vocabulary;
import io.gpiot.engine.sampling.Sampler;
import io.gpiot.engine.sampling.StopDetector;
import io.gpiot.engine.text.Utf8Assembler;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request while it decodes: its tokens, and what watches them. Touched by the engine's thread only, but for {@link #abandon}. */
final class Row {

    final Request request;
    final CompletableFuture<Answer> future = new CompletableFuture<>();

    private final int index;
    private final AnswerListener listener;
    private final Vocabulary vocabulary;
    private final int limit;
    private final Sampler sampler;
    private final @Nullable Constraint constraint;
    private final StopDetector stops;
    private final Utf8Assembler assembler = new Utf8Assembler();
    private final StringBuilder text = new StringBuilder();
    private final int promptLength;
    private int[] tokens;
    private int count;
    private int cached;
    private volatile boolean abandoned;

    Row(Request request, int index, int[] prompt, int context, Vocabulary vocabulary, AnswerListener listener) {
        this.request = request;
        this.index = index;
        this.listener = listener;
        this.vocabulary = vocabulary;
        this.promptLength = prompt.length;
        this.limit = Math.min(request.maxTokens(), context - prompt.length);
        this.tokens = Arrays.copyOf(prompt, prompt.length + Math.min(limit, 256));
        this.count = prompt.length;
        this.sampler = new Sampler(request.sampling());
        this.stops = new StopDetector(request.stop());
        this.constraint =
                request.constraint() == null ? null : request.constraint().start(vocabulary);
    }

    int promptLength() {
        return promptLength;
    }

    /** Tokens of prompt and answer so far; the last one has no keys and values yet. */
    int length() {
        return count;
    }

    int mostTokens() {
        return promptLength + limit;
    }

    int lastToken() {
        return tokens[count - 1];
    }

    int[] tokens(int from, int to) {
        return Arrays.copyOfRange(tokens, from, to);
    }

    void cachedTokens(int number) {
        cached = number;
    }

    /** From any thread: the caller has gone. */
    void abandon() {
        abandoned = true;
    }

    boolean cancelled() {
        return abandoned || listener.cancelled(index);
    }

    /** Whether the choice is the largest logit and nothing else: it can be made without copying the logits. */
    boolean plainGreedy() {
        return request.sampling().greedy() && request.sampling().repetitionPenalty() == 1 && constraint == null;
    }

    /** @param logits one a token of the vocabulary */
    int choose(FloatBuffer logits) {
        BitSet allowed = null;
        if (constraint != null) {
            allowed = new BitSet(vocabulary.size());
            allowed.set(0, vocabulary.size());
            constraint.restrict(allowed);
        }
        return sampler.next(logits, tokens(promptLength, count), count - promptLength, allowed);
    }

    /** Takes the chosen token. @return how the row ended, or null if it goes on */
    Answer.@Nullable Finish accept(int token) {
        if (vocabulary.endsAnswer(token)) {
            return end(Answer.Finish.STOP);
        }
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.min(2 * count, promptLength + limit));
        }
        tokens[count++] = token;
        if (constraint != null) {
            constraint.accept(token);
        }
        emit(stops.push(assembler.push(vocabulary.bytes(token))));
        if (stops.stopped()) {
            return Answer.Finish.STOP;
        }
        if (constraint != null && constraint.complete()) {
            return end(Answer.Finish.STOP);
        }
        return count - promptLength >= limit ? end(Answer.Finish.LENGTH) : null;
    }

    private Answer.Finish end(Answer.Finish finish) {
        emit(stops.push(assembler.flush()));
        if (stops.stopped()) {
            return Answer.Finish.STOP;
        }
        emit(stops.finish());
        return finish;
    }

    private void emit(String piece) {
        if (!piece.isEmpty()) {
            text.append(piece);
            listener.text(index, piece);
        }
    }

    void finish(Answer.Finish finish) {
        Answer answer = new Answer(text.toString(), finish, promptLength, cached, count - promptLength);
        listener.done(index, answer);
        future.complete(answer);
    }
}
