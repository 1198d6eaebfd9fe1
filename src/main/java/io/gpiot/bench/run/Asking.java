package io.gpiot.bench.run;

import io.gpiot.base.Progress;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.synthesis.run.RememberingModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Asks a model all questions of a kind in one batch, and asks nothing twice. */
public final class Asking {

    private final RememberingModel model;
    private final RememberingModel held;
    private final Progress progress;
    private final Counting counting;
    private long asked;

    /**
     * @param folder where this subject's answers to this suite are kept: one for each model, adapter, prompts and dataset
     */
    public Asking(LanguageModel model, Path folder, Progress progress) {
        this.counting = new Counting(model);
        this.model = new RememberingModel(counting, folder.resolve("answers.jsonl"));
        // a request does not show its constraint, so that what was written under one needs a memory of its own
        this.held = new RememberingModel(counting, folder.resolve("answers-under-grammar.jsonl"));
        this.progress = progress;
    }

    List<Answer> ask(String label, List<Request> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        asked += requests.size();
        boolean constrained = requests.getFirst().constraint() != null;
        AtomicLong done = new AtomicLong();
        try (Progress.Task task = progress.start(label, requests.size(), "answers")) {
            return (constrained ? held : model).generate(requests, new AnswerListener() {
                @Override
                public void done(int index, Answer answer) {
                    task.at(done.incrementAndGet());
                }
            });
        }
    }

    long asked() {
        return asked;
    }

    long remembered() {
        return asked - counting.requests;
    }

    long freshTokens() {
        return model.tokens() + held.tokens();
    }

    /** Counts what really reaches the model. */
    private static final class Counting implements LanguageModel {

        private final LanguageModel model;
        private long requests;

        Counting(LanguageModel model) {
            this.model = model;
        }

        @Override
        public List<Answer> generate(List<Request> some, AnswerListener listener) {
            requests += some.size();
            return model.generate(some, listener);
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
        public int contextLength() {
            return model.contextLength();
        }

        @Override
        public int countTokens(List<Message> messages) {
            return model.countTokens(messages);
        }

        /** Belongs to whoever loaded it. */
        @Override
        public void close() {}
    }
}
