package io.gpiot.engine.format;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * A tensor whose bytes are made when they are written, so that a whole model need not be in memory.
 *
 * @param data little endian, from position 0 to the limit
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by convention
public record LazyTensor(String name, TensorType type, long[] shape, Supplier<ByteBuffer> data) {

    static LazyTensor of(StoredTensor stored) {
        return new LazyTensor(stored.name(), stored.type(), stored.shape(), stored::data);
    }

    long elements() {
        long elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        return elements;
    }

    long bytes() {
        return type.bytes(elements());
    }

    /** The bytes, of which there must be as many as type and shape say. */
    ByteBuffer read() {
        ByteBuffer bytes = data.get().duplicate().rewind();
        if (bytes.limit() != bytes()) {
            throw new IllegalArgumentException(name + " has " + bytes.limit() + " bytes instead of " + bytes());
        }
        return bytes;
    }
}
