package io.gpiot.pect.data;

import io.gpiot.engine.Message;
import java.util.List;

/**
 * A question with its answer, before tokens.
 *
 * @param messages up to the question
 * @param prefill how the answer begins, given to the model in use; may be empty
 * @param answer what follows it: the loss is taken on it alone
 */
record Chat(List<Message> messages, String prefill, String answer) {

    Chat(List<Message> messages, String answer) {
        this(messages, "", answer);
    }

    Chat {
        messages = List.copyOf(messages);
    }

    /** @throws WrongLine where the answer does not begin so */
    Chat withPrefill(String beginning) throws WrongLine {
        if (!answer.startsWith(beginning)) {
            throw new WrongLine("the answer does not begin with its prefill");
        }
        return new Chat(messages, beginning, answer.substring(beginning.length()));
    }
}
