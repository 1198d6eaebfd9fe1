package io.gpiot.engine.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a GGUF file's metadata say of its tokenizer. */
final class GgufTokenizer {

    private GgufTokenizer() {}

    static TokenizerSource read(Path file, GgufMetadata metadata, int vocabularySize) {
        String model = metadata.string("tokenizer.ggml.model").orElse("none");
        if (!model.equals("gpt2")) {
            throw Broken.unsupported(
                    file,
                    "its tokenizer is of kind '" + model + "' (known: gpt2, byte-level pairs)",
                    "take the model as a Hugging Face folder, or one of the catalogue");
        }
        List<String> tokens = metadata.strings("tokenizer.ggml.tokens")
                .orElseThrow(() -> Broken.file(file, "its metadata lack tokenizer.ggml.tokens"));
        if (tokens.isEmpty() || tokens.size() > vocabularySize) {
            throw Broken.file(
                    file, "it names " + tokens.size() + " tokens, but its embedding has " + vocabularySize + " rows");
        }
        List<Integer> ends = new ArrayList<>();
        for (String key : List.of("eos", "eot", "eom")) {
            token(metadata, key, tokens.size()).ifPresent(ends::add);
        }
        return new TokenizerSource.BytePairs(
                metadata.string("tokenizer.ggml.pre").orElse("default"),
                tokens,
                kinds(file, metadata, tokens.size()),
                metadata.strings("tokenizer.ggml.merges")
                        .orElseThrow(() -> Broken.file(file, "its metadata lack tokenizer.ggml.merges")),
                vocabularySize,
                token(metadata, "bos", tokens.size()),
                metadata.truth("tokenizer.ggml.add_bos_token").orElse(false),
                List.copyOf(ends),
                metadata.string("tokenizer.chat_template").orElse(null));
    }

    private static OptionalInt token(GgufMetadata metadata, String name, int size) {
        return metadata.optionalWhole("tokenizer.ggml." + name + "_token_id", 0, size - 1)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private static List<TokenizerSource.Kind> kinds(Path file, GgufMetadata metadata, int size) {
        long[] codes = metadata.wholes("tokenizer.ggml.token_type")
                .orElseThrow(() -> Broken.file(file, "its metadata lack tokenizer.ggml.token_type"));
        if (codes.length != size) {
            throw Broken.file(file, "it names " + size + " tokens, but gives the kind of " + codes.length);
        }
        TokenizerSource.Kind[] known = TokenizerSource.Kind.values();
        List<TokenizerSource.Kind> kinds = new ArrayList<>(size);
        for (long code : codes) {
            if (code < 1 || code > known.length) {
                throw Broken.file(file, "a token has the unknown kind " + code);
            }
            kinds.add(known[(int) code - 1]);
        }
        return kinds;
    }
}
