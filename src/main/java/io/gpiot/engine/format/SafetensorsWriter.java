package io.gpiot.engine.format;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** Writes safetensors files, whole or not at all. */
public final class SafetensorsWriter {

    private static final ObjectMapper MAPPER = new ObjectMapper(); // no indentation

    private SafetensorsWriter() {}

    /**
     * Writes the tensors in their order.
     *
     * @param metadata strings that the header keeps
     * @param tensors of the plain types F32, F16 and BF16
     * @throws GpiotException RESOURCES where the file cannot be written
     */
    public static void write(Path file, Map<String, String> metadata, Collection<StoredTensor> tensors) {
        writeLazily(file, metadata, tensors.stream().map(LazyTensor::of).toList());
    }

    /** The same for tensors that are made one after the other while they are written. */
    public static void writeLazily(Path file, Map<String, String> metadata, Collection<LazyTensor> tensors) {
        byte[] header = header(metadata, tensors);
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
                writeAll(channel, length.putLong(header.length).flip());
                writeAll(channel, ByteBuffer.wrap(header));
                for (LazyTensor tensor : tensors) {
                    writeAll(channel, tensor.read());
                }
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw GpiotException.unwritten(file, e);
        }
    }

    private static byte[] header(Map<String, String> metadata, Collection<LazyTensor> tensors) {
        ObjectNode json = MAPPER.createObjectNode();
        if (!metadata.isEmpty()) {
            json.set(SafetensorsFile.METADATA, MAPPER.valueToTree(metadata));
        }
        long offset = 0;
        for (LazyTensor tensor : tensors) {
            if (tensor.type().blockSize() != 1) {
                throw new IllegalArgumentException(tensor.name() + " is " + tensor.type() + ", safetensors is plain");
            }
            long bytes = tensor.bytes();
            if (json.has(tensor.name())) {
                throw new IllegalArgumentException(tensor.name() + " is there twice");
            }
            ObjectNode entry = json.putObject(tensor.name());
            entry.put("dtype", tensor.type().name());
            ArrayNode shape = entry.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            entry.putArray("data_offsets").add(offset).add(offset + bytes);
            offset += bytes;
        }
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        // Spaces up to a multiple of eight, so that the data are aligned.
        byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
