package io.gpiot.engine.decode;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.GuardReport;
import io.gpiot.engine.LineGuard;
import io.gpiot.engine.Request;
import io.gpiot.engine.model.Prefix;
import io.gpiot.engine.sampling.Sampler;
import io.gpiot.engine.sampling.StopDetector;
import io.gpiot.engine.text.Tokenizer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request while it decodes: its tokens, and what watches them. Touched by the engine's thread only, but for {@link #abandon}. */
final class Row {

    /** A guarded answer keeps so many tokens for its last line. */
    private static final int LAST_LINE = 64;

    final Request request;

    /** The paths that its tokens run on, one cache slot each; it answers from the first. */
    final int[] paths;

    final CompletableFuture<Answer> future = new CompletableFuture<>();

    /** The prompt but its last token, where other rows read it too; set while the row is in the batch. */
    PromptStore.@Nullable Entry shared;

    private final int index;
    private final AnswerListener listener;
    private final Tokenizer vocabulary;
    private final int limit;
    private final Sampler sampler;
    private final @Nullable GuardedLines guarded;
    private final int promptLength;
    private Writing writing;
    private int[] tokens;
    private int count;
    private int cached;
    private int told;
    /** Tokens of an ending that are still to be taken; the last ones of the array. */
    private int[] forced = {};

    private int forcedTaken;
    private volatile boolean abandoned;

    Row(
            Request request,
            int index,
            int[] prompt,
            int[] paths,
            int context,
            Tokenizer vocabulary,
            AnswerListener listener) {
        this.request = request;
        this.paths = paths;
        this.index = index;
        this.listener = listener;
        this.vocabulary = vocabulary;
        this.promptLength = prompt.length;
        this.limit = Math.min(request.maxTokens(), context - prompt.length);
        this.tokens = Arrays.copyOf(prompt, prompt.length + Math.min(limit, 256));
        this.count = prompt.length;
        this.sampler = new Sampler(request.sampling());
        this.writing = new Writing(request, vocabulary);
        this.guarded = request.guard() == null
                ? null
                : new GuardedLines(request.guard().start(request.prefill()), request.prefill());
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

    /** Tokens whose keys and values are in the shared prompt, not in the row's own slots. */
    int elsewhere() {
        return shared == null ? 0 : shared.tokens();
    }

    /** What the row reads before its own slots, or null. */
    @Nullable
    Prefix prefix() {
        return shared == null ? null : shared.prefix();
    }

    boolean asksTheSame(Row other) {
        return Arrays.equals(paths, other.paths)
                && Arrays.equals(tokens, 0, promptLength, other.tokens, 0, other.promptLength);
    }

    int lastToken() {
        return tokens[count - 1];
    }

    int[] tokens(int from, int to) {
        return Arrays.copyOfRange(tokens, from, to);
    }

    /** What may come next. @param most so many tokens */
    int[] guess(int most) {
        return Lookup.guess(tokens, count, Math.min(most, mostTokens() - count - 1));
    }

    /** A row that comes back after it gave its place up has its answer in the cache too, which is not told. */
    void cachedTokens(int number) {
        if (count == promptLength) {
            cached = number;
        }
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
        return request.sampling().greedy()
                && request.sampling().repetitionPenalty() == 1
                && !writing.constrained()
                && excluded() == null
                && !forced();
    }

    private boolean forced() {
        return forcedTaken < forced.length;
    }

    private @Nullable BitSet excluded() {
        return guarded == null ? null : guarded.excluded();
    }

    /** @param logits one a token of the vocabulary */
    int choose(FloatBuffer logits) {
        if (forced()) {
            return forced[forcedTaken];
        }
        BitSet allowed = null;
        BitSet excluded = excluded();
        if (writing.constrained() || excluded != null) {
            allowed = new BitSet(vocabulary.size());
            allowed.set(0, vocabulary.size());
            writing.restrict(allowed);
        }
        if (allowed != null && excluded != null) {
            BitSet rest = (BitSet) allowed.clone();
            rest.andNot(excluded);
            // a constraint may leave nothing else: then the guard objects again until it gives up
            allowed = rest.isEmpty() ? allowed : rest;
        }
        return sampler.next(logits, tokens(promptLength, count), count - promptLength, allowed);
    }

    /** Takes the chosen token, and what the guard takes back. @return how the row ended, or null if it goes on */
    Answer.@Nullable Finish accept(int token) {
        if (vocabulary.endsAnswer(token)) {
            return end(Answer.Finish.STOP, token);
        }
        boolean begins = forced();
        forcedTaken += begins ? 1 : 0;
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.min(2 * count, promptLength + limit));
        }
        tokens[count++] = token;
        listener.token(index);
        writing.push(token);
        if (guarded != null) {
            guarded.grown(writing.rawLength());
            if (begins && !forced()) {
                guarded.endingBegun();
            }
        }
        if (writing.stopped() || writing.complete()) {
            return end(Answer.Finish.STOP, -1);
        }
        if (count - promptLength >= limit) {
            return guarded != null && endSoon(guarded) ? null : end(Answer.Finish.LENGTH, -1);
        }
        return guarded == null ? tell(writing.text().length(), null) : look(guarded, null, -1);
    }

    /** @param last the end token, if it was drawn, else -1 */
    private Answer.@Nullable Finish end(Answer.Finish finish, int last) {
        writing.close();
        Answer.Finish why = writing.stopped() ? Answer.Finish.STOP : finish;
        return guarded == null ? tell(writing.text().length(), why) : look(guarded, why, last);
    }

    private Answer.@Nullable Finish look(GuardedLines lines, Answer.@Nullable Finish finish, int last) {
        LineGuard.Violation violation = lines.look(writing.text(), finish == Answer.Finish.STOP);
        if (violation == null) {
            if (finish == null && lines.isEnding() && !forced() && lines.atLineEnd(writing.text())) {
                return end(Answer.Finish.STOP, -1);
            }
            // what may have to go for the last line is not told yet
            boolean held = runsOut() && !lines.isEnding();
            return tell(
                    finish == null
                            ? held ? told : certain(lines)
                            : writing.text().length(),
                    finish);
        }
        int kept = lines.exclude(violation, writing.text(), last, tokens(promptLength, count));
        if (kept >= 0) {
            rewind(kept);
            return null;
        }
        return endSoon(lines) ? null : tell(certain(lines), Answer.Finish.GUARD);
    }

    /** Whether only the last line has room still. */
    private boolean runsOut() {
        return count - promptLength >= mostBeforeLastLine();
    }

    private int mostBeforeLastLine() {
        return limit - Math.min(LAST_LINE, limit / 4);
    }

    /** Goes back as far as the answer's last line needs, and begins it, if the guard knows how. */
    private boolean endSoon(GuardedLines lines) {
        GuardedLines.Ending ending = lines.end(writing.text(), told, mostBeforeLastLine());
        if (ending == null) {
            return false;
        }
        rewind(ending.kept());
        forced = vocabulary.encode(ending.text(), false);
        forcedTaken = 0;
        return true;
    }

    private void rewind(int kept) {
        count = promptLength + kept;
        writing = new Writing(request, vocabulary);
        for (int i = promptLength; i < count; i++) {
            writing.push(tokens[i]);
        }
    }

    /** Without an end that may become a stop string, once what follows it is drawn anew. */
    private int certain(GuardedLines lines) {
        int shown = Math.min(lines.shown(), writing.text().length());
        return shown <= told
                ? told
                : new StopDetector(request.stop())
                        .push(writing.text().substring(0, shown))
                        .length();
    }

    /** Lets the listener hear the text up to there. */
    private Answer.@Nullable Finish tell(int length, Answer.@Nullable Finish finish) {
        if (length > told) {
            listener.text(index, writing.text().substring(told, length));
            told = length;
        }
        return finish;
    }

    void finish(Answer.Finish finish) {
        Answer answer = new Answer(
                writing.text().substring(0, told),
                finish,
                promptLength,
                cached,
                count - promptLength,
                guarded == null ? GuardReport.NONE : guarded.report(finish == Answer.Finish.GUARD));
        listener.done(index, answer);
        future.complete(answer);
    }
}
