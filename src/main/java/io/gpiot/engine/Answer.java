package io.gpiot.engine;

import org.jspecify.annotations.Nullable;

/**
 * What the model wrote.
 *
 * @param text without the request's prefill, without the stop string
 * @param promptTokens tokens of the prompt, prefill included
 * @param cachedTokens how many of them were computed for an earlier or sibling request
 * @param tokens how many were generated and kept
 * @param guarded what the request's guard did
 */
public record Answer(String text, Finish finish, int promptTokens, int cachedTokens, int tokens, GuardReport guarded) {

    /** @param guarded null in answers that were kept before there were guards */
    public Answer(
            String text, Finish finish, int promptTokens, int cachedTokens, int tokens, @Nullable GuardReport guarded) {
        this.text = text;
        this.finish = finish;
        this.promptTokens = promptTokens;
        this.cachedTokens = cachedTokens;
        this.tokens = tokens;
        this.guarded = guarded == null ? GuardReport.NONE : guarded;
    }

    /** Why an answer ended. */
    public enum Finish {
        /** End token, a stop string, or a constraint that was complete. */
        STOP,
        /** The token limit or the context's end. */
        LENGTH,
        /** The caller no longer wants it. */
        CANCELLED,
        /** The guard found nothing that it could accept; {@link GuardReport#why} says what it objected to last. */
        GUARD
    }
}
