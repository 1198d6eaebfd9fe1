package io.gpiot.app.web.openai;

/**
 * What one chat may ask for.
 *
 * @param choices at most
 * @param messages at most
 * @param usualTokens of an answer, where the request does not say
 */
public record ChatLimits(int choices, int messages, int usualTokens) {

    /** As many choices as rows decode together. */
    public static final ChatLimits USUAL = new ChatLimits(32, 512, 2_048);
}
