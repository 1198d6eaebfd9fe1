package io.gpiot.knowledge.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes into text where nobody said which character set they are in. */
final class TextDecoder {

    /** @param notes says so where the set had to be guessed */
    record Decoded(String text, List<String> notes) {}

    private TextDecoder() {}

    /** Null where the bytes are no text at all. */
    static @Nullable Decoded decode(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return new Decoded(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE), List.of());
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return new Decoded(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE), List.of());
        }
        if (looksBinary(bytes)) {
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Decoded(text.startsWith("\uFEFF") ? text.substring(1) : text, List.of());
        } catch (CharacterCodingException e) {
            // every byte means something in this set, so it is the last resort
            String text = new String(bytes, Charset.forName("windows-1252"));
            return new Decoded(text, List.of("is not UTF-8, read as Windows-1252: convert it if letters look wrong"));
        }
    }

    /** Text holds no zero bytes and hardly any control characters but tab, line ends and form feed. */
    static boolean looksBinary(byte[] bytes) {
        int looked = Math.min(bytes.length, 64 * 1024);
        int control = 0;
        for (int i = 0; i < looked; i++) {
            int value = bytes[i] & 0xFF;
            if (value == 0) {
                return true;
            }
            if (value < 0x20 && value != '\t' && value != '\n' && value != '\r' && value != '\f') {
                control++;
            }
        }
        return control * 100 > looked;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
