package io.gpiot.synthesis.run;

import io.gpiot.base.Progress;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Request;
import java.nio.file.Path;
import java.util.List;

/** Asks a model all questions of a kind in one batch, and asks nothing twice. */
public final class Asking {

    private final RememberingModel model;
    private final RememberingModel held;
    private final Progress progress;
    private long asked;

    /**
     * @param folder where this subject's answers to this suite are kept: one for each model, adapter, prompts and dataset
     */
    public Asking(LanguageModel model, Path folder, Progress progress) {
        this.model = new RememberingModel(model, folder.resolve("answers.jsonl"));
        // a request does not show its constraint, so that what was written under one needs a memory of its own
        this.held = new RememberingModel(model, folder.resolve("answers-under-grammar.jsonl"));
        this.progress = progress;
    }

    /** Answers in the order of the requests; all of them or none are under a constraint. */
    public List<Answer> ask(String label, List<Request> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        asked += requests.size();
        boolean constrained = requests.getFirst().constraint() != null;
        try (Progress.Task task = progress.start(label, requests.size(), "answers")) {
            return (constrained ? held : model).generate(requests, AnswerListener.counting(task::at));
        }
    }

    public Progress progress() {
        return progress;
    }

    public long asked() {
        return asked;
    }

    public long remembered() {
        return asked - model.asked() - held.asked();
    }

    public long freshTokens() {
        return model.tokens() + held.tokens();
    }
}
