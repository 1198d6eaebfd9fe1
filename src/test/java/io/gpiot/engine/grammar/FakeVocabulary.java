package io.gpiot.engine.grammar;

import io.gpiot.engine.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Every single byte, an end token, a control token, and what a test adds. */
final class FakeVocabulary implements Vocabulary {

    static final int END = 256;
    static final int CONTROL = 257;

    private final List<byte[]> tokens = new ArrayList<>();

    FakeVocabulary(List<byte[]> more) {
        for (int b = 0; b < 256; b++) {
            tokens.add(new byte[] {(byte) b});
        }
        tokens.add(new byte[0]);
        tokens.add(new byte[0]);
        tokens.addAll(more);
    }

    static FakeVocabulary of(String... texts) {
        return new FakeVocabulary(List.of(texts).stream()
                .map(t -> t.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** Tokens cut at any byte out of texts of these characters. */
    static FakeVocabulary random(Random random, String characters, int count, int longest) {
        int[] alphabet = characters.codePoints().toArray();
        List<byte[]> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < longest; c++) {
                text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            int from = random.nextInt(4);
            int length = 1 + random.nextInt(random.nextBoolean() ? 4 : longest);
            tokens.add(java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length)));
        }
        tokens.removeIf(token -> token.length == 0);
        return new FakeVocabulary(tokens);
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public byte[] bytes(int token) {
        return tokens.get(token);
    }

    @Override
    public boolean endsAnswer(int token) {
        return token == END;
    }

    /** The longest token that the text begins with at this place, as a greedy tokenizer would take it. */
    int longestAt(byte[] text, int from) {
        int best = text[from] & 0xFF;
        for (int token = END; token < size(); token++) {
            byte[] bytes = tokens.get(token);
            if (bytes.length > tokens.get(best).length
                    && from + bytes.length <= text.length
                    && java.util.Arrays.equals(bytes, 0, bytes.length, text, from, from + bytes.length)) {
                best = token;
            }
        }
        return best;
    }
}
