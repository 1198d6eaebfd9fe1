package io.gpiot.app.web.openai;

import io.gpiot.app.web.ApiError;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.ConstraintFactory;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One path of a loaded model: the messages go to it as they are.
 *
 * @param path see {@link Request#path}
 */
public record EngineModel(String id, LanguageModel model, int path) implements ServedModel {

    @Override
    public void check(ChatRequest request) {
        int tokens = model.countTokens(request.messages());
        if (tokens >= model.contextLength()) {
            throw ApiError.invalid(
                    "context_length_exceeded",
                    "messages",
                    "the messages take " + tokens + " tokens, but prompt and answer together may have "
                            + model.contextLength());
        }
    }

    @Override
    public List<Answer> answer(ChatRequest request, AnswerListener listener) {
        @Nullable ConstraintFactory form = request.constraint();
        CarefulConstraint careful = form == null ? null : new CarefulConstraint(form);
        List<Request> rows = new ArrayList<>();
        for (int i = 0; i < request.choices(); i++) {
            rows.add(new Request(
                    request.messages(),
                    "",
                    request.sampling().withSeed(request.sampling().seed() + i),
                    request.maxTokens(),
                    request.stop(),
                    careful,
                    null,
                    path));
        }
        List<Answer> answers = model.generate(rows, careful == null ? listener : careful.watching(listener));
        if (careful != null && careful.broken() != null) {
            throw ApiError.invalid(
                    "invalid_json_schema",
                    "response_format",
                    "this schema cannot be followed: " + careful.broken().getMessage());
        }
        return answers;
    }
}
