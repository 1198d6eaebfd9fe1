package io.gpiot.base.model;

import io.gpiot.base.GpiotException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The head of a GGUF file: enough to refuse what is not one or is cut off, and to estimate memory. The engine's reader
 * checks the rest.
 */
final class GgufHeader {

    private static final int MAGIC = 0x46554747; // "GGUF", little-endian
    private static final int ARRAY = 9;
    private static final int STRING = 8;
    private static final int DEFAULT_ALIGNMENT = 32;

    /** Numbers per block and bytes per block of the tensor types, by their codes. */
    private static final Map<Integer, int[]> BLOCKS = Map.ofEntries(
            Map.entry(0, new int[] {1, 4}),
            Map.entry(1, new int[] {1, 2}),
            Map.entry(2, new int[] {32, 18}),
            Map.entry(3, new int[] {32, 20}),
            Map.entry(6, new int[] {32, 22}),
            Map.entry(7, new int[] {32, 24}),
            Map.entry(8, new int[] {32, 34}),
            Map.entry(10, new int[] {256, 84}),
            Map.entry(11, new int[] {256, 110}),
            Map.entry(12, new int[] {256, 144}),
            Map.entry(13, new int[] {256, 176}),
            Map.entry(14, new int[] {256, 210}),
            Map.entry(30, new int[] {1, 2}));

    private final Map<String, Object> values = new HashMap<>();
    private long weights;
    private long embedding;
    private boolean untied;

    private GgufHeader() {}

    /** @throws GpiotException USER where the file is no GGUF of version 2 or 3, or is shorter than its head promises */
    static ModelFiles.Inspected inspect(Path file) {
        GgufHeader header = new GgufHeader();
        try (LittleEndianInput in = new LittleEndianInput(file)) {
            header.read(in, file);
        } catch (EOFException e) {
            throw truncated(file, "its head ends early");
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
        String licence =
                header.values.getOrDefault("general.license", "unknown").toString();
        return new ModelFiles.Inspected(header.shape(file), licence, List.of(file));
    }

    private void read(LittleEndianInput in, Path file) throws IOException {
        if (in.size() < 4 || in.readInt() != MAGIC) {
            throw GpiotException.user(file + " is not a GGUF file (its first four bytes are not GGUF)");
        }
        int version = in.readInt();
        if (version < 2 || version > 3) {
            throw GpiotException.user(
                    file + " is GGUF version " + version + "; versions 2 and 3 are read: convert it again");
        }
        long tensors = in.readLong();
        long entries = in.readLong();
        for (long i = 0; i < entries; i++) {
            String key = in.readString();
            values.put(key, value(in, in.readInt(), file));
        }
        long end = 0;
        for (long i = 0; i < tensors; i++) {
            String name = in.readString();
            long before = weights;
            end = Math.max(end, tensorEnd(in));
            embedding = name.equals("token_embd.weight") ? weights - before : embedding;
            untied |= name.equals("output.weight");
        }
        long alignment = Math.max(1, number("general.alignment", DEFAULT_ALIGNMENT));
        long promised = Math.ceilDiv(in.position(), alignment) * alignment + end;
        if (in.size() < promised) {
            throw truncated(file, "it has " + in.size() + " bytes and its head promises " + promised);
        }
    }

    /** Reads one tensor's description; returns where its data ends, counted from the first tensor's. */
    private long tensorEnd(LittleEndianInput in) throws IOException {
        int dimensions = in.readInt();
        long elements = 1;
        for (int d = 0; d < dimensions; d++) {
            elements *= in.readLong();
        }
        int[] block = BLOCKS.getOrDefault(in.readInt(), new int[] {1, 0});
        weights += elements;
        return in.readLong() + elements / block[0] * block[1];
    }

    /** Scalars and strings as they are; of an array only its length matters here. */
    private static Object value(LittleEndianInput in, int type, Path file) throws IOException {
        return switch (type) {
            case 0, 1, 7 -> (long) in.readByte();
            case 2, 3 -> {
                in.skip(2);
                yield 0L;
            }
            case 4, 5 -> Integer.toUnsignedLong(in.readInt());
            case 6 -> Float.intBitsToFloat(in.readInt());
            case STRING -> in.readString();
            case ARRAY -> array(in, file);
            case 10, 11 -> in.readLong();
            case 12 -> Double.longBitsToDouble(in.readLong());
            default -> throw GpiotException.user(file + " is a damaged GGUF file: unknown value type " + type);
        };
    }

    private static Object array(LittleEndianInput in, Path file) throws IOException {
        int type = in.readInt();
        long length = in.readLong();
        for (long i = 0; i < length; i++) {
            if (type == STRING) {
                in.skip(in.readLong());
            } else {
                value(in, type, file);
            }
        }
        return length;
    }

    private ModelShape shape(Path file) {
        String family = values.getOrDefault("general.architecture", "").toString();
        if (!family.isEmpty()) {
            ModelShape.requireFamily(file, family);
        }
        long layers = number(family + ".block_count", 0);
        long heads = number(family + ".attention.head_count", 0);
        if (family.isEmpty() || layers == 0 || heads == 0) {
            throw GpiotException.user(file + " is a GGUF file but no language model: its head has no layers or heads");
        }
        return new ModelShape(
                family,
                untied ? weights - embedding : weights, // an embedding that the head does not share stays in the file
                Math.toIntExact(layers),
                Math.toIntExact(number(family + ".attention.head_count_kv", heads)),
                Math.toIntExact(
                        number(family + ".attention.key_length", number(family + ".embedding_length", 0) / heads)),
                Math.toIntExact(number("tokenizer.ggml.tokens", number(family + ".vocab_size", 0))),
                Math.toIntExact(number(family + ".context_length", 0)));
    }

    private long number(String key, long otherwise) {
        return values.get(key) instanceof Long number ? number : otherwise;
    }

    private static GpiotException truncated(Path file, String how) {
        return GpiotException.user(file + " is truncated: " + how + "; fetch it again");
    }
}
