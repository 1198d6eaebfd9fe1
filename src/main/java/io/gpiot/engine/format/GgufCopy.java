package io.gpiot.engine.format;

import io.gpiot.base.GpiotException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes a GGUF file with another's metadata and other tensors, whole or not at all. */
public final class GgufCopy {

    private static final int MOST_ENTRIES = 1 << 16;
    private static final long MOST_HEADER_BYTES = 256L << 20;
    private static final int WHOLE_NUMBER = 4;

    private GgufCopy() {}

    /** @param pairs the metadata as they stand in the file */
    @SuppressWarnings("ArrayRecordComponent") // lives for one call
    private record Metadata(int count, byte[] pairs, int alignment) {}

    /**
     * @param source whose metadata are taken over
     * @param fileType what {@code general.file_type} says then: 1 is mostly F16
     * @throws GpiotException USER where the source is no GGUF file, RESOURCES where a file cannot be read or written
     */
    public static void write(Path source, Path target, int fileType, List<LazyTensor> tensors) {
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            Metadata metadata = metadata(source, fileType);
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                long written = writeAll(channel, ByteBuffer.wrap(header(metadata, tensors)));
                pad(channel, written, metadata.alignment());
                for (LazyTensor tensor : tensors) {
                    pad(channel, writeAll(channel, tensor.read()), metadata.alignment());
                }
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw GpiotException.resources("cannot write " + target + ": " + e.getMessage(), e);
        }
    }

    private static Metadata metadata(Path source, int fileType) throws IOException {
        try (FileChannel channel = FileChannel.open(source, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer start = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, MOST_HEADER_BYTES));
            GgufHeader.read(source, start, size); // refuses what is no GGUF of ours
            GgufCursor cursor = new GgufCursor(source, start, size > start.limit());
            cursor.int64(); // magic and version
            cursor.count("tensors", MOST_ENTRIES);
            int count = cursor.count("metadata entries", MOST_ENTRIES);
            int begin = cursor.position();
            int alignment = 32;
            int typeAt = -1;
            for (int i = 0; i < count; i++) {
                String key = cursor.string();
                int type = cursor.int32();
                int at = cursor.position();
                Object value = cursor.value(type);
                if (key.equals("general.alignment") && value instanceof Long number) {
                    alignment = Math.toIntExact(number);
                }
                if (key.equals("general.file_type") && type == WHOLE_NUMBER) {
                    typeAt = at - begin;
                }
            }
            byte[] pairs = new byte[cursor.position() - begin];
            start.get(begin, pairs);
            if (typeAt >= 0) {
                ByteBuffer.wrap(pairs).order(ByteOrder.LITTLE_ENDIAN).putInt(typeAt, fileType);
            }
            return new Metadata(count, pairs, alignment);
        }
    }

    private static byte[] header(Metadata metadata, List<LazyTensor> tensors) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, 8, b -> b.putInt(GgufHeader.MAGIC).putInt(3));
        put(out, 16, b -> b.putLong(tensors.size()).putLong(metadata.count()));
        out.writeBytes(metadata.pairs());
        long offset = 0;
        for (LazyTensor tensor : tensors) {
            byte[] name = tensor.name().getBytes(StandardCharsets.UTF_8);
            put(out, 8, b -> b.putLong(name.length));
            out.writeBytes(name);
            long[] shape = tensor.shape();
            put(out, 4, b -> b.putInt(shape.length));
            for (int i = shape.length - 1; i >= 0; i--) {
                long size = shape[i]; // GGUF lists the innermost dimension first
                put(out, 8, b -> b.putLong(size));
            }
            long at = offset;
            put(out, 12, b -> b.putInt(tensor.type().ggufCode()).putLong(at));
            offset += Math.ceilDiv(tensor.bytes(), metadata.alignment()) * (long) metadata.alignment();
        }
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, int bytes, java.util.function.Consumer<ByteBuffer> filler) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        filler.accept(buffer);
        out.writeBytes(buffer.array());
    }

    private static void pad(FileChannel channel, long written, int alignment) throws IOException {
        writeAll(channel, ByteBuffer.allocate((int) (Math.ceilDiv(written, alignment) * (long) alignment - written)));
    }

    private static long writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        long all = bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return all;
    }
}
