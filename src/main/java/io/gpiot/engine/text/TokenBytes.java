package io.gpiot.engine.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.engine.format.TokenizerSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each token stands for, by id, and which tokens only control.
 *
 * @param bytes empty for control tokens and unused ids
 * @param controls the text of each control token
 */
@SuppressWarnings("ArrayRecordComponent")
record TokenBytes(byte[][] bytes, Map<String, Integer> controls) {

    private static final byte[] NOTHING = new byte[0];

    static TokenBytes of(TokenizerSource source, JsonNode json) {
        return switch (source) {
            case TokenizerSource.BytePairs pairs -> of(pairs);
            case TokenizerSource.TokenizerJson folder -> of(json, folder.vocabularySize());
        };
    }

    private static TokenBytes of(TokenizerSource.BytePairs pairs) {
        byte[][] bytes = empty(pairs.vocabularySize());
        Map<String, Integer> controls = new HashMap<>();
        for (int id = 0; id < pairs.tokens().size(); id++) {
            String token = pairs.tokens().get(id);
            switch (pairs.kinds().get(id)) {
                case NORMAL, BYTE -> bytes[id] = ByteLevel.bytes(token);
                case USER_DEFINED -> bytes[id] = token.getBytes(StandardCharsets.UTF_8);
                case CONTROL, UNKNOWN -> controls.put(token, id);
                case UNUSED -> {}
            }
        }
        return new TokenBytes(bytes, controls);
    }

    private static TokenBytes of(JsonNode json, int size) {
        byte[][] bytes = empty(size);
        boolean byteLevel = json.path("decoder").findValuesAsText("type").contains("ByteLevel")
                || json.path("decoder").path("type").asText().equals("ByteLevel");
        json.path("model").path("vocab").properties().forEach(entry -> {
            int id = entry.getValue().asInt(-1);
            if (id >= 0 && id < size) {
                bytes[id] = byteLevel ? ByteLevel.bytes(entry.getKey()) : piece(entry.getKey());
            }
        });
        Map<String, Integer> controls = new HashMap<>();
        for (JsonNode token : json.path("added_tokens")) {
            int id = token.path("id").asInt(-1);
            String text = token.path("content").asText();
            boolean special = token.path("special").asBoolean();
            if (id >= 0 && id < size) {
                bytes[id] = special ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
                if (special) {
                    controls.put(text, id);
                }
            }
        }
        return new TokenBytes(bytes, controls);
    }

    /** SentencePiece's spelling: U+2581 is a space, {@code <0x0A>} a byte. */
    private static byte[] piece(String token) {
        if (token.matches("<0x[0-9A-Fa-f]{2}>")) {
            return new byte[] {(byte) Integer.parseInt(token.substring(3, 5), 16)};
        }
        return token.replace('\u2581', ' ').getBytes(StandardCharsets.UTF_8);
    }

    /** The ids of these texts, of those that are control tokens here. */
    List<Integer> controlsNamed(List<String> texts) {
        List<Integer> ids = new ArrayList<>();
        for (String text : texts) {
            Integer id = controls.get(text);
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static byte[][] empty(int size) {
        byte[][] bytes = new byte[size][];
        Arrays.fill(bytes, NOTHING);
        return bytes;
    }
}
