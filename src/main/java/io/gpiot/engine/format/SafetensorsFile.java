package io.gpiot.engine.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One safetensors file: eight bytes with the header's length, the header in JSON, then the tensors' bytes, which are
 * memory-mapped.
 *
 * @param metadata the header's own strings
 * @param tensors by name; those of types that we do not read (integers, doubles) are not among them
 */
public record SafetensorsFile(Map<String, String> metadata, Map<String, StoredTensor> tensors) {

    static final String METADATA = "__metadata__";
    private static final long MOST_HEADER_BYTES = 100_000_000; // the format's own limit

    /** @throws GpiotException USER where the file is damaged, RESOURCES where it cannot be read */
    public static SafetensorsFile read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < 8) {
                throw Broken.file(file, "it ends within its header");
            }
            long length = read(channel, 0, 8).getLong();
            if (length < 2 || length > MOST_HEADER_BYTES || length > size - 8) {
                throw Broken.file(
                        file, "its header claims " + Long.toUnsignedString(length) + " bytes of " + (size - 8));
            }
            return parse(file, channel, read(channel, 8, (int) length).array(), 8 + length, size);
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static ByteBuffer read(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
        return bytes.flip();
    }

    private static SafetensorsFile parse(Path file, FileChannel channel, byte[] header, long begin, long size)
            throws IOException {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(header);
        } catch (JsonProcessingException e) {
            throw Broken.file(file, "its header is not valid JSON");
        }
        if (!json.isObject()) {
            throw Broken.file(file, "its header is not a JSON object");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String name = entry.getKey();
            if (name.equals(METADATA)) {
                entry.getValue()
                        .properties()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
                continue;
            }
            TensorType type = type(entry.getValue().path("dtype").asText());
            if (type != null) {
                tensors.put(name, tensor(file, channel, name, type, entry.getValue(), begin, size));
            }
        }
        return new SafetensorsFile(Collections.unmodifiableMap(metadata), Collections.unmodifiableMap(tensors));
    }

    private static @org.jspecify.annotations.Nullable TensorType type(String name) {
        return switch (name) {
            case "F32" -> TensorType.F32;
            case "F16" -> TensorType.F16;
            case "BF16" -> TensorType.BF16;
            default -> null;
        };
    }

    private static StoredTensor tensor(
            Path file, FileChannel channel, String name, TensorType type, JsonNode entry, long begin, long size)
            throws IOException {
        JsonNode dimensions = entry.path("shape");
        JsonNode offsets = entry.path("data_offsets");
        long from = offsets.path(0).asLong(-1);
        long to = offsets.path(1).asLong(-1);
        if (!dimensions.isArray() || from < 0 || to < from) {
            throw Broken.file(file, "tensor " + name + " has no shape or no offsets");
        }
        if (to > size - begin) {
            throw Broken.file(file, "it is cut off: tensor " + name + " goes beyond its end at " + size + " bytes");
        }
        long[] shape = new long[dimensions.size()];
        long room = (to - from) / type.blockBytes();
        long elements = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dimensions.get(i).asLong(-1);
            if (shape[i] < 1 || shape[i] > room / elements) {
                throw Broken.file(file, "tensor " + name + " has a shape that its bytes do not fill");
            }
            elements *= shape[i];
        }
        if (type.bytes(elements) != to - from) {
            throw Broken.file(
                    file, "tensor " + name + " has " + (to - from) + " bytes instead of " + type.bytes(elements));
        }
        // A scalar is a row of one.
        long[] atLeastOne = shape.length == 0 ? new long[] {1} : shape;
        return new StoredTensor(name, type, atLeastOne, Mappings.map(file, channel, name, begin + from, to - from));
    }
}
