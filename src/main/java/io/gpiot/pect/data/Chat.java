package io.gpiot.pect.data;

import io.gpiot.engine.Message;
import java.util.List;

/**
 * A question with its answer, before tokens.
 *
 * @param messages up to the question
 * @param answer the loss is taken on it alone
 */
record Chat(List<Message> messages, String answer) {

    Chat {
        messages = List.copyOf(messages);
    }
}
