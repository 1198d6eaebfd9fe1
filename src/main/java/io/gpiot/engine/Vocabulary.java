package io.gpiot.engine;

/** The tokens as bytes: what a constraint needs to know of a tokenizer. */
public interface Vocabulary {

    int size();

    /** The bytes that a token stands for; empty for control tokens. */
    byte[] bytes(int token);

    /** Whether this token ends an answer. */
    boolean endsAnswer(int token);
}
