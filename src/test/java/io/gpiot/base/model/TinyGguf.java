package io.gpiot.base.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a whole GGUF file of a few hundred bytes: one F32 tensor of 8 x 4, vocabulary of 3. */
final class TinyGguf {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private TinyGguf() {}

    static byte[] bytes() {
        return new TinyGguf().build(3, "qwen2");
    }

    static byte[] withVersion(int version) {
        return new TinyGguf().build(version, "qwen2");
    }

    static byte[] withoutModel() {
        return new TinyGguf().build(3, "");
    }

    static byte[] ofFamily(String family) {
        return new TinyGguf().build(3, family);
    }

    static Path write(Path file) {
        return write(file, bytes());
    }

    static Path write(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] build(int version, String family) {
        bytes.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        int32(version);
        int64(1);
        int64(7);
        text("general.architecture");
        int32(8);
        text(family);
        number("qwen2.block_count", 2);
        number("qwen2.attention.head_count", 4);
        number("qwen2.attention.head_count_kv", 2);
        number("qwen2.embedding_length", 8);
        number("qwen2.context_length", 64);
        text("tokenizer.ggml.tokens");
        int32(9);
        int32(8);
        int64(3);
        text("a");
        text("b");
        text("c");
        text("token_embd.weight");
        int32(2);
        int64(8);
        int64(4);
        int32(0);
        int64(0);
        while (bytes.size() % 32 != 0) {
            bytes.write(0);
        }
        for (int i = 0; i < 32; i++) {
            int32(Float.floatToIntBits(i));
        }
        return bytes.toByteArray();
    }

    private void number(String key, int value) {
        text(key);
        int32(4);
        int32(value);
    }

    private void text(String text) {
        int64(text.length());
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void int32(int value) {
        bytes.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private void int64(long value) {
        bytes.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }
}
