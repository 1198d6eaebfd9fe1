package io.gpiot.engine.format;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a model file says of its tokenizer, untouched. */
public sealed interface TokenizerSource {

    /** Rows of the model's embedding: ids beyond the named tokens stand for nothing. */
    int vocabularySize();

    /** The Jinja template that turns a chat into text, or null where the file has none. */
    @Nullable
    String chatTemplate();

    /** The token that begins a text, where there is one. */
    OptionalInt beginToken();

    /** Whether the begin token is put before every text. */
    boolean addBeginToken();

    /** Tokens that the file says end an answer. */
    List<Integer> endTokens();

    /**
     * Byte-level pair merging, from a GGUF file's metadata.
     *
     * @param preTokenizer the name of the rule that cuts text before merging, such as {@code qwen2}
     * @param tokens by id, in the byte-to-character spelling of GPT-2; control tokens in clear text
     * @param kinds by id
     * @param merges pairs separated by a space, the most important first
     */
    record BytePairs(
            String preTokenizer,
            List<String> tokens,
            List<Kind> kinds,
            List<String> merges,
            int vocabularySize,
            OptionalInt beginToken,
            boolean addBeginToken,
            List<Integer> endTokens,
            @Nullable String chatTemplate)
            implements TokenizerSource {}

    /** A Hugging Face {@code tokenizer.json}. */
    record TokenizerJson(
            String json,
            int vocabularySize,
            OptionalInt beginToken,
            boolean addBeginToken,
            List<Integer> endTokens,
            @Nullable String chatTemplate)
            implements TokenizerSource {}

    /** What a token is for; the order is that of GGUF's codes, which start at 1. */
    enum Kind {
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        UNUSED,
        BYTE
    }
}
