package io.gpiot.synthesis.prompt;

import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import java.util.List;

/**
 * A filled form.
 *
 * @param prefill how the answer begins, or empty
 */
public record Prompt(List<Message> messages, String prefill) {

    public Prompt {
        messages = List.copyOf(messages);
    }

    /** @param role who is asked: where an adapter is loaded, it says which of its paths answers */
    public Request request(Role role, Sampling sampling, int maxTokens) {
        return Request.of(messages, sampling, maxTokens).withPrefill(prefill).withPath(role.path());
    }
}
