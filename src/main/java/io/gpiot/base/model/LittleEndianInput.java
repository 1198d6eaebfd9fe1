package io.gpiot.base.model;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads little-endian numbers and length-prefixed strings of a file in order, and never past its end. */
final class LittleEndianInput implements Closeable {

    /** Longer than any key or template of a real file: a damaged length must not become an allocation. */
    private static final long LONGEST_STRING = 16L << 20;

    private final InputStream in;
    private final long size;
    private long position;

    LittleEndianInput(Path file) throws IOException {
        size = Files.size(file);
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    long size() {
        return size;
    }

    long position() {
        return position;
    }

    int readByte() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException();
        }
        position++;
        return value;
    }

    int readInt() throws IOException {
        return (int) little(4);
    }

    long readLong() throws IOException {
        return little(8);
    }

    private long little(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) readByte() << (8 * i);
        }
        return value;
    }

    /** A 64-bit length and that many bytes of UTF-8. */
    String readString() throws IOException {
        return readText(readLong());
    }

    String readText(long length) throws IOException {
        requireWithin(length);
        if (length > LONGEST_STRING) {
            throw new EOFException();
        }
        position += length;
        return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
    }

    void skip(long length) throws IOException {
        requireWithin(length);
        in.skipNBytes(length);
        position += length;
    }

    private void requireWithin(long length) throws EOFException {
        if (length < 0 || length > size - position) {
            throw new EOFException();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
