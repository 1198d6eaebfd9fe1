package io.gpiot.pect.data;

/**
 * A chat as tokens.
 *
 * @param tokens prompt, given beginning of the answer, answer and the token that ends it
 * @param answerStart index of the first token that the model has to write, at least 1
 * @param path 1 or 2: whose data it is
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and nobody changes it
public record Example(int[] tokens, int answerStart, int path) {

    public int length() {
        return tokens.length;
    }

    /** How many tokens the loss is taken on. */
    public int answerTokens() {
        return tokens.length - answerStart;
    }
}
