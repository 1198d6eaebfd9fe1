package io.gpiot.engine;

import java.util.List;

/** A loaded model. Safe to call from many threads: concurrent calls share the batch. */
public interface LanguageModel extends ContextWindow, AutoCloseable {

    /** SHA-256 of the base's weights file, in hexadecimal. */
    String hash();

    /** SHA-256 of the loaded adapter's weights, or empty. */
    default String adapter() {
        return "";
    }

    /** What answers requests on this path: two equal ones give equal answers to equal requests. */
    default String answering(int path) {
        return path == 0 || adapter().isEmpty() ? hash() : hash() + "+" + adapter() + " path " + path;
    }

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
