package io.gpiot.knowledge;

/**
 * Maps text to a vector of unit length, so that near meaning is a large dot product. Safe for use by many threads.
 * The model behind it is loaded by the first call, not by the constructor.
 */
public interface Embedder extends AutoCloseable {

    /** Names the model: vectors of different ids must not meet in one index. */
    String id();

    /** @param text a passage, not blank; what exceeds the model's window does not count */
    float[] embedPassage(String text);

    /** @param text a question, not blank */
    float[] embedQuery(String text);

    /** How many tokens of the model a text takes; about so many where the model is not ours to ask. */
    default int countTokens(String text) {
        return text.length() / 4 + 1;
    }

    /** Frees the model's memory; a later call loads it again. */
    @Override
    void close();
}
