package io.gpiot.engine.format;

import java.nio.ByteBuffer;

/**
 * A tensor as stored.
 *
 * @param shape outermost dimension first: {@code [out, in]} for a matrix
 * @param data its bytes, read-only and little endian, from position 0 to the limit; shared, so read by index or duplicate
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by convention; compared by nobody
public record StoredTensor(String name, TensorType type, long[] shape, ByteBuffer data) {

    /** Elements a row: the innermost dimension. */
    public int rowLength() {
        return Math.toIntExact(shape[shape.length - 1]);
    }

    /** The product of all dimensions but the innermost. */
    public long rows() {
        long rows = 1;
        for (int i = 0; i < shape.length - 1; i++) {
            rows *= shape[i];
        }
        return rows;
    }

    public long elements() {
        return rows() * rowLength();
    }
}
