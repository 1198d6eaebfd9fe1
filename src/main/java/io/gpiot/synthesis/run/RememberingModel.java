package io.gpiot.synthesis.run;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Asks a model nothing twice: answers are kept in a file as they end, so that a run that was killed in the middle of a
 * batch loses only the unfinished ones, and a prompt that changed (an edited file, other settings) is asked anew. Right
 * because a request with its seed always gets the same answer; a constraint follows from the prompt and is not compared.
 */
public final class RememberingModel implements LanguageModel {

    private final LanguageModel model;
    private final Book<Answer> book;
    private int tokens;
    private long asked;

    /** @param file where the answers are kept; it need not exist */
    public RememberingModel(LanguageModel model, Path file) {
        this.model = model;
        this.book = new Book<>(file, Answer.class, Map.of());
    }

    /** How many tokens were really generated. */
    public synchronized int tokens() {
        return tokens;
    }

    /** How many requests reached the model. */
    public long asked() {
        return asked;
    }

    @Override
    public List<Answer> generate(List<Request> requests, AnswerListener listener) {
        Answer[] answers = new Answer[requests.size()];
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            Answer known = book.find(key(requests.get(i))).orElse(null);
            if (known == null) {
                missing.add(i);
            } else {
                answers[i] = known;
                listener.done(i, known);
            }
        }
        if (!missing.isEmpty()) {
            asked += missing.size();
            List<Answer> fresh = model.generate(
                    missing.stream().map(requests::get).toList(), new Keeper(requests, missing, listener));
            for (int i = 0; i < fresh.size(); i++) {
                answers[missing.get(i)] = fresh.get(i);
            }
        }
        return Arrays.asList(answers);
    }

    /** Keeps each answer the moment it ends. */
    private final class Keeper implements AnswerListener {

        private final List<Request> requests;
        private final List<Integer> numbers;
        private final AnswerListener listener;

        Keeper(List<Request> requests, List<Integer> numbers, AnswerListener listener) {
            this.requests = requests;
            this.numbers = numbers;
            this.listener = listener;
        }

        @Override
        public void text(int index, String piece) {
            listener.text(numbers.get(index), piece);
        }

        @Override
        public void token(int index) {
            listener.token(numbers.get(index));
        }

        @Override
        public void done(int index, Answer answer) {
            // what the listener let go is an answer too; what an interrupt cut off is none
            if (answer.finish() != Answer.Finish.CANCELLED || listener.cancelled(numbers.get(index))) {
                book.put(key(requests.get(numbers.get(index))), answer);
            }
            synchronized (RememberingModel.this) {
                tokens += answer.tokens();
            }
            listener.done(numbers.get(index), answer);
        }

        @Override
        public boolean cancelled(int index) {
            return listener.cancelled(numbers.get(index));
        }
    }

    private String key(Request request) {
        return Hash.of(
                model.answering(request.path()),
                request.messages(),
                request.prefill(),
                request.sampling(),
                request.maxTokens(),
                request.stop() + (request.guard() == null ? "" : " guarded"));
    }

    @Override
    public String id() {
        return model.id();
    }

    @Override
    public String hash() {
        return model.hash();
    }

    @Override
    public String adapter() {
        return model.adapter();
    }

    @Override
    public int contextLength() {
        return model.contextLength();
    }

    @Override
    public int countTokens(List<Message> messages) {
        return model.countTokens(messages);
    }

    /** The model below belongs to whoever loaded it. */
    @Override
    public void close() {}
}
