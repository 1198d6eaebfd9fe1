package io.gpiot.engine;

/**
 * What the model wrote.
 *
 * @param text without the request's prefill, without the stop string
 * @param promptTokens tokens of the prompt, prefill included
 * @param cachedTokens how many of them were computed for an earlier or sibling request
 * @param tokens how many were generated
 */
public record Answer(String text, Finish finish, int promptTokens, int cachedTokens, int tokens) {

    /** Why an answer ended. */
    public enum Finish {
        /** End token, a stop string, or a constraint that was complete. */
        STOP,
        /** The token limit or the context's end. */
        LENGTH,
        /** The caller no longer wants it. */
        CANCELLED
    }
}
