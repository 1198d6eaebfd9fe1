package io.gpiot.engine.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The spelling of byte-level vocabularies (GPT-2's): every byte is one printable character. Bytes that Latin-1 prints
 * stand for themselves, the 68 others are counted up from U+0100, so that a space is "Ġ" and a line feed "Ċ".
 */
public final class ByteLevel {

    private static final char[] CHARACTERS = new char[256];
    private static final int[] BYTES = new int[0x100 + 68];

    static {
        java.util.Arrays.fill(BYTES, -1);
        char next = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xFF && b != 0xAD;
            CHARACTERS[b] = printable ? (char) b : next++;
            BYTES[CHARACTERS[b]] = b;
        }
    }

    private ByteLevel() {}

    /** The character that stands for this byte. */
    public static char character(int unsignedByte) {
        return CHARACTERS[unsignedByte];
    }

    /** The bytes that a token spells; characters outside the spelling stand for themselves in UTF-8. */
    public static byte[] bytes(String token) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(token.length());
        token.codePoints().forEach(c -> {
            if (c < BYTES.length && BYTES[c] >= 0) {
                out.write(BYTES[c]);
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }

    /** How a text is spelled. */
    public static String spell(String text) {
        StringBuilder spelled = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            spelled.append(character(b & 0xFF));
        }
        return spelled.toString();
    }
}
