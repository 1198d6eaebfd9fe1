package io.gpiot.engine.format;

import io.gpiot.base.GpiotException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a GGUF header value by value and trusts no length in it: every count is held against the bytes that are really
 * there, and against caps, before anything is allocated.
 */
final class GgufCursor {

    private static final int MOST_STRING_BYTES = 16 << 20;
    private static final int MOST_DEPTH = 3;
    /** Over the whole header, so that many arrays cannot add up either. */
    private static final int MOST_ELEMENTS = 32 << 20;

    private final Path file;
    private final ByteBuffer bytes;
    private final boolean fileGoesOn;
    private int elements;

    /** @param fileGoesOn whether the file is longer than these bytes */
    GgufCursor(Path file, ByteBuffer bytes, boolean fileGoesOn) {
        this.file = file;
        this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.fileGoesOn = fileGoesOn;
    }

    int position() {
        return bytes.position();
    }

    int int32() {
        need(4);
        return bytes.getInt();
    }

    long int64() {
        need(8);
        return bytes.getLong();
    }

    /** A count that must lie in 0..most. */
    int count(String what, long most) {
        long value = int64();
        if (value < 0 || value > most) {
            throw broken(
                    "it claims " + Long.toUnsignedString(value) + " " + what + ", at most " + most + " make sense");
        }
        return (int) value;
    }

    String string() {
        int length = count("bytes in one string", MOST_STRING_BYTES);
        need(length);
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** A value of the type with this code: Long, Double, Boolean, String, or an array of them (see {@link #array}). */
    Object value(int type) {
        return value(type, 0);
    }

    private Object value(int type, int depth) {
        return switch (type) {
            case 0 -> Long.valueOf(int8() & 0xFF);
            case 1 -> Long.valueOf(int8());
            case 2 -> Long.valueOf(int16() & 0xFFFF);
            case 3 -> Long.valueOf(int16());
            case 4 -> Integer.toUnsignedLong(int32());
            case 5 -> Long.valueOf(int32());
            case 6 -> Double.valueOf(Float.intBitsToFloat(int32()));
            case 7 -> int8() != 0;
            case 8 -> string();
            case 9 -> array(depth + 1);
            case 10, 11 -> int64();
            case 12 -> Double.longBitsToDouble(int64());
            default -> throw broken("its metadata has a value of unknown type " + Integer.toUnsignedString(type));
        };
    }

    /** Whole numbers and truth values as {@code long[]}, others as a list. */
    private Object array(int depth) {
        if (depth > MOST_DEPTH) {
            throw broken("its metadata nests arrays deeper than " + MOST_DEPTH);
        }
        int type = int32();
        int count = count("elements in one array", MOST_ELEMENTS);
        elements += count;
        if (elements > MOST_ELEMENTS) {
            throw broken("its arrays have more than " + MOST_ELEMENTS + " elements in all");
        }
        need((long) count * leastBytes(type));
        if (type <= 5 || type == 7 || type == 10 || type == 11) {
            long[] numbers = new long[count];
            for (int i = 0; i < count; i++) {
                Object value = value(type, depth);
                numbers[i] = value instanceof Long number ? number : Boolean.TRUE.equals(value) ? 1 : 0;
            }
            return numbers;
        }
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(value(type, depth));
        }
        return values;
    }

    private int leastBytes(int type) {
        return switch (type) {
            case 0, 1, 7 -> 1;
            case 2, 3 -> 2;
            case 4, 5, 6 -> 4;
            case 8, 10, 11, 12 -> 8;
            case 9 -> 12;
            default -> throw broken("its metadata has an array of unknown type " + Integer.toUnsignedString(type));
        };
    }

    private byte int8() {
        need(1);
        return bytes.get();
    }

    private short int16() {
        need(2);
        return bytes.getShort();
    }

    private void need(long count) {
        if (count > bytes.remaining()) {
            throw fileGoesOn
                    ? broken("its header is longer than " + bytes.limit() + " bytes")
                    : broken("it ends within its header");
        }
    }

    GpiotException broken(String what) {
        return Broken.file(file, what);
    }

    GpiotException unsupported(String what, String wayOut) {
        return Broken.unsupported(file, what, wayOut);
    }
}
