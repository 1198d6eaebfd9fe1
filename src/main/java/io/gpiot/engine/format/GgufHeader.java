package io.gpiot.engine.format;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of a GGUF file before the weights: magic, version, metadata, the list of tensors.
 *
 * @param tensors by name, in the file's order
 */
record GgufHeader(GgufMetadata metadata, Map<String, Placed> tensors) {

    static final int MAGIC = 0x46554747; // "GGUF" read as a little-endian int

    private static final int MOST_ENTRIES = 1 << 16;
    private static final int MOST_DIMENSIONS = 4;
    private static final long MOST_ELEMENTS = 1L << 40;

    /** A tensor and where its bytes lie, counted from the file's start. */
    @SuppressWarnings("ArrayRecordComponent")
    record Placed(String name, TensorType type, long[] shape, long offset, long bytes) {}

    /**
     * Reads the header.
     *
     * @param start the file's first bytes, enough to hold the header
     * @param fileSize of the whole file: tensors must end within it
     */
    static GgufHeader read(Path file, ByteBuffer start, long fileSize) {
        GgufCursor cursor = new GgufCursor(file, start, fileSize > start.limit());
        if (start.remaining() < 4 || cursor.int32() != MAGIC) {
            throw Broken.unsupported(
                    file, "it does not begin with GGUF's magic", "give a .gguf file or a Hugging Face folder");
        }
        int version = cursor.int32();
        if (version != 2 && version != 3) {
            String what = Integer.reverseBytes(version) == 3 || Integer.reverseBytes(version) == 2
                    ? "it is a big-endian GGUF"
                    : "GGUF version " + Integer.toUnsignedString(version) + " is unknown (known: 2, 3)";
            throw Broken.unsupported(file, what, "convert the model again with a current converter");
        }
        int tensorCount = cursor.count("tensors", MOST_ENTRIES);
        int pairCount = cursor.count("metadata entries", MOST_ENTRIES);
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < pairCount; i++) {
            String key = cursor.string();
            values.put(key, cursor.value(cursor.int32()));
        }
        GgufMetadata metadata = new GgufMetadata(file, values);
        return new GgufHeader(metadata, tensors(cursor, tensorCount, alignment(metadata, cursor), fileSize));
    }

    private static int alignment(GgufMetadata metadata, GgufCursor cursor) {
        int alignment = metadata.optionalWhole("general.alignment", 1, 1 << 20).orElse(32);
        if (Integer.bitCount(alignment) != 1) {
            throw cursor.broken("general.alignment must be a power of two, is " + alignment);
        }
        return alignment;
    }

    private static Map<String, Placed> tensors(GgufCursor cursor, int count, int alignment, long fileSize) {
        Map<String, Placed> relative = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Placed tensor = tensor(cursor, alignment);
            if (relative.put(tensor.name, tensor) != null) {
                throw cursor.broken("tensor " + tensor.name + " is there twice");
            }
        }
        // The weights begin at the first aligned byte after the list.
        long begin = (cursor.position() + alignment - 1L) / alignment * alignment;
        Map<String, Placed> placed = new LinkedHashMap<>();
        for (Placed t : relative.values()) {
            if (t.offset > fileSize || t.bytes > fileSize || begin + t.offset + t.bytes > fileSize) {
                throw cursor.broken(
                        "it is cut off: tensor " + t.name + " goes beyond its end at " + fileSize + " bytes");
            }
            placed.put(t.name, new Placed(t.name, t.type, t.shape, begin + t.offset, t.bytes));
        }
        return placed;
    }

    private static Placed tensor(GgufCursor cursor, int alignment) {
        String name = cursor.string();
        int dimensions = cursor.int32();
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw cursor.broken("tensor " + name + " has " + Integer.toUnsignedString(dimensions) + " dimensions");
        }
        // GGUF lists the innermost dimension first.
        long[] shape = new long[dimensions];
        long elements = 1;
        for (int i = dimensions - 1; i >= 0; i--) {
            shape[i] = cursor.int64();
            if (shape[i] < 1 || shape[i] > MOST_ELEMENTS / elements) {
                throw cursor.broken("tensor " + name + " has an impossible size");
            }
            elements *= shape[i];
        }
        int code = cursor.int32();
        TensorType type = TensorType.ofGguf(code)
                .orElseThrow(() -> cursor.unsupported(
                        "tensor " + name + " is quantised as " + TensorType.nameOfGguf(code),
                        "take a file with one of " + java.util.Arrays.toString(TensorType.values())));
        if (shape[dimensions - 1] % type.blockSize() != 0) {
            throw cursor.broken("tensor " + name + " has rows that are not whole " + type + " blocks");
        }
        long offset = cursor.int64();
        if (offset < 0 || offset % alignment != 0) {
            throw cursor.broken("tensor " + name + " begins at the unaligned byte " + Long.toUnsignedString(offset));
        }
        return new Placed(name, type, shape, offset, type.bytes(elements));
    }
}
