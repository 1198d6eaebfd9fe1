package io.gpiot.app.web.openai;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import java.util.List;

/** What answers under a model id. Safe for use by many threads. */
public interface ServedModel {

    /** What clients call it. */
    String id();

    /**
     * Refuses what cannot be answered, before anything is computed.
     *
     * @throws io.gpiot.app.web.ApiError with the field that is wrong
     */
    void check(ChatRequest request);

    /**
     * Answers all choices; blocks until the last has ended.
     *
     * @param listener hears of texts as they grow, by the choice's number; says when they are no longer wanted
     * @return one answer a choice
     */
    List<Answer> answer(ChatRequest request, AnswerListener listener);
}
