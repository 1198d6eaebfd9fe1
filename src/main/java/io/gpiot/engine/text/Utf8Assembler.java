package io.gpiot.engine.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text out of bytes that arrive in pieces cut anywhere: a character is given out once its last byte is here. Bytes that can
 * become no character turn into U+FFFD. Not thread-safe.
 */
public final class Utf8Assembler {

    private static final byte[] NOTHING = new byte[0];

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    /** The first bytes of a character, at most three. */
    private byte[] held = NOTHING;

    /** Takes more bytes and gives the characters that are whole by now. */
    public String push(byte[] more) {
        return decode(more, false);
    }

    /** The text has ended: gives what was held back, as U+FFFD; the next text may follow. */
    public String flush() {
        String rest = decode(NOTHING, true);
        decoder.reset();
        return rest;
    }

    private String decode(byte[] more, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(held.length + more.length)
                .put(held)
                .put(more)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1); // never more chars than bytes
        decoder.decode(in, out, last);
        if (last) {
            decoder.flush(out);
        }
        held = new byte[in.remaining()];
        in.get(held);
        return out.flip().toString();
    }
}
