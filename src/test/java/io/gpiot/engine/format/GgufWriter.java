package io.gpiot.engine.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes GGUF version 3 for tests. Values: String, Boolean, Integer (as uint32), Float, List of String, int[]. */
public final class GgufWriter {

    private static final int ALIGNMENT = 32;

    private record Entry(String name, TensorType type, long[] shape, byte[] data) {}

    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final List<Entry> tensors = new ArrayList<>();
    private int version = 3;

    public GgufWriter put(String key, Object value) {
        metadata.put(key, value);
        return this;
    }

    public GgufWriter remove(String key) {
        metadata.remove(key);
        return this;
    }

    public GgufWriter version(int other) {
        version = other;
        return this;
    }

    /** Adds a tensor; shape outermost first. */
    public GgufWriter tensor(String name, TensorType type, long[] shape, byte[] data) {
        tensors.add(new Entry(name, type, shape, data));
        return this;
    }

    public GgufWriter removeTensor(String name) {
        tensors.removeIf(t -> t.name.equals(name));
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, 4, b -> b.putInt(GgufHeader.MAGIC));
        write(out, 4, b -> b.putInt(version));
        int64(out, tensors.size());
        int64(out, metadata.size());
        metadata.forEach((key, value) -> {
            string(out, key);
            value(out, value);
        });
        long offset = 0;
        for (Entry t : tensors) {
            string(out, t.name);
            int32(out, t.shape.length);
            for (int i = t.shape.length - 1; i >= 0; i--) {
                int64(out, t.shape[i]);
            }
            int32(out, t.type.ggufCode());
            int64(out, offset);
            offset += t.data.length + padding(t.data.length);
        }
        out.writeBytes(new byte[padding(out.size())]);
        for (Entry t : tensors) {
            out.writeBytes(t.data);
            out.writeBytes(new byte[padding(t.data.length)]);
        }
        return out.toByteArray();
    }

    private static int padding(int size) {
        return (ALIGNMENT - size % ALIGNMENT) % ALIGNMENT;
    }

    private static void value(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case Integer number -> {
                int32(out, 4);
                int32(out, number);
            }
            case Float number -> {
                int32(out, 6);
                int32(out, Float.floatToRawIntBits(number));
            }
            case Boolean truth -> {
                int32(out, 7);
                out.write(truth ? 1 : 0);
            }
            case String text -> {
                int32(out, 8);
                string(out, text);
            }
            case List<?> strings -> {
                int32(out, 9);
                int32(out, 8);
                int64(out, strings.size());
                strings.forEach(s -> string(out, (String) s));
            }
            case int[] numbers -> {
                int32(out, 9);
                int32(out, 5);
                int64(out, numbers.length);
                for (int number : numbers) {
                    int32(out, number);
                }
            }
            default -> throw new IllegalArgumentException("no GGUF type for " + value);
        }
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int64(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void int32(ByteArrayOutputStream out, int value) {
        write(out, 4, b -> b.putInt(value));
    }

    private static void int64(ByteArrayOutputStream out, long value) {
        write(out, 8, b -> b.putLong(value));
    }

    private static void write(ByteArrayOutputStream out, int size, java.util.function.Consumer<ByteBuffer> filler) {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        filler.accept(buffer);
        out.writeBytes(buffer.array());
    }
}
