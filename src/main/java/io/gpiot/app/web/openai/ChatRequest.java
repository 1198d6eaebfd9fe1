package io.gpiot.app.web.openai;

import io.gpiot.app.web.Caller;
import io.gpiot.engine.ConstraintFactory;
import io.gpiot.engine.Message;
import io.gpiot.engine.Sampling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion that was asked for.
 *
 * @param caller whose request it is
 * @param choices how many answers
 * @param sampling of the first choice; the others have the seeds that follow
 * @param maxTokens of each answer
 * @param constraint of the answer's form, or null
 * @param stream whether the answer is sent as it grows
 * @param streamUsage whether a stream ends with the tokens' numbers
 */
public record ChatRequest(
        Caller caller,
        String model,
        List<Message> messages,
        int choices,
        Sampling sampling,
        int maxTokens,
        List<String> stop,
        @Nullable ConstraintFactory constraint,
        boolean stream,
        boolean streamUsage) {}
