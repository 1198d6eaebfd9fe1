package io.gpiot.app.web.openai;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.GuardReport;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model for tests that writes word by word, and only as far as it is let: each word of each answer takes a permit. It says
 * {@code one two three ...} as many words as it may, and ends by itself after the word {@code ten}. A word is a token.
 */
final class StepModel implements LanguageModel {

    private static final List<String> WORDS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    final Semaphore permits;
    final List<Request> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();

    private StepModel(int permits) {
        this.permits = new Semaphore(permits);
    }

    /** Writes as fast as it can. */
    static StepModel free() {
        return new StepModel(Integer.MAX_VALUE / 2);
    }

    /** Waits for permits. */
    static StepModel held() {
        return new StepModel(0);
    }

    @Override
    public String id() {
        return "step";
    }

    @Override
    public String hash() {
        return "0".repeat(64);
    }

    @Override
    public int contextLength() {
        return 1_000;
    }

    @Override
    public int countTokens(List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> message.content().split(" ").length)
                .sum();
    }

    @Override
    public List<Answer> generate(List<Request> requests, AnswerListener listener) {
        asked.addAll(requests);
        if (requests.getFirst().messages().getLast().content().equals("break")) {
            throw GpiotException.internal("broken on request", new IllegalStateException("secret detail"));
        }
        running.addAndGet(requests.size());
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            answers.add(write(requests.get(i), i, listener));
            running.decrementAndGet();
        }
        return answers;
    }

    private Answer write(Request request, int index, AnswerListener listener) {
        StringBuilder text = new StringBuilder();
        Answer.Finish finish = Answer.Finish.STOP;
        int count = 0;
        for (String word : WORDS) {
            if (!mayGoOn(index, listener)) {
                cancelled.incrementAndGet();
                finish = Answer.Finish.CANCELLED;
                break;
            }
            if (request.stop().contains(word)) {
                break;
            }
            if (count == request.maxTokens()) {
                finish = Answer.Finish.LENGTH;
                break;
            }
            count++;
            listener.token(index);
            String piece = (text.isEmpty() ? "" : " ") + word;
            text.append(piece);
            listener.text(index, piece);
        }
        Answer answer =
                new Answer(text.toString(), finish, countTokens(request.messages()), 1, count, GuardReport.NONE);
        listener.done(index, answer);
        return answer;
    }

    private boolean mayGoOn(int index, AnswerListener listener) {
        try {
            while (!permits.tryAcquire(5, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                if (listener.cancelled(index)) {
                    return false;
                }
            }
            return !listener.cancelled(index);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {}
}
