package io.gpiot.engine;

import java.util.List;

/** A loaded model. Safe to call from many threads: concurrent calls share the batch. */
public interface LanguageModel extends AutoCloseable {

    /** The catalogue id, or the file's name for a model of the user's own. */
    String id();

    /** SHA-256 of the weights file, in hexadecimal; with an adapter, "+" and that of its weights. */
    String hash();

    /** Prompt and answer together must fit into this many tokens. */
    int contextLength();

    /** How many tokens the rendered chat takes. */
    int countTokens(List<Message> messages);

    /**
     * Answers all requests, decoding them together; blocks until the last has ended.
     *
     * @return one answer a request, in the requests' order
     * @throws io.gpiot.base.GpiotException USER where a prompt does not fit into the context
     */
    List<Answer> generate(List<Request> requests, AnswerListener listener);

    default Answer generate(Request request) {
        return generate(List.of(request), AnswerListener.NONE).getFirst();
    }

    @Override
    void close();
}
