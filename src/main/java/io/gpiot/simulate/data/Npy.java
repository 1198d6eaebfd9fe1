package io.gpiot.simulate.data;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numeric .npy files. A file may come from a generated program: nothing in it is trusted. */
public final class Npy {

    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '([<>|=])([iuf])(\\d)', 'fortran_order': (True|False), 'shape': \\(([\\d, ]*)\\)");
    private static final int CHUNK = 1 << 16;

    private Npy() {}

    /** Numbers of a file, as far as the header told. */
    private record Content(String name, ByteBuffer bytes, char kind, int width, boolean fortran, int[] shape) {

        int count() {
            return Arrays.stream(shape).reduce(1, (one, other) -> one * other);
        }

        double value(int number) {
            int place = bytes.position() + number * width;
            return switch (kind + "" + width) {
                case "i1" -> bytes.get(place);
                case "u1" -> bytes.get(place) & 0xFF;
                case "i2" -> bytes.getShort(place);
                case "u2" -> bytes.getShort(place) & 0xFFFF;
                case "i4" -> bytes.getInt(place);
                case "u4" -> bytes.getInt(place) & 0xFFFF_FFFFL;
                case "i8", "u8" -> bytes.getLong(place);
                case "f4" -> bytes.getFloat(place);
                case "f8" -> bytes.getDouble(place);
                default -> throw GpiotException.user(name + ": numbers of type " + kind + width + " are not read");
            };
        }
    }

    /**
     * The values as doubles, shape (n,).
     *
     * @throws GpiotException USER where the file is missing or holds anything else
     */
    public static double[] read(Path file) {
        Content content = content(file.toString(), bytes(file));
        if (content.shape().length != 1) {
            throw GpiotException.user(file + " is not a one-dimensional array of numbers: its shape is "
                    + Arrays.toString(content.shape()));
        }
        double[] values = new double[content.count()];
        for (int number = 0; number < values.length; number++) {
            values[number] = content.value(number);
        }
        return values;
    }

    /**
     * An array of any shape, in C order.
     *
     * @throws GpiotException USER where the file is missing or holds anything else
     */
    public static FloatArray floats(Path file) {
        return floats(file.toString(), bytes(file));
    }

    /** @param name for messages */
    public static FloatArray floats(String name, byte[] file) {
        Content content = content(name, file);
        if (content.fortran() && content.shape().length > 1) {
            throw GpiotException.user(name + " is in Fortran order; save it with numpy.ascontiguousarray");
        }
        float[] values = new float[content.count()];
        for (int number = 0; number < values.length; number++) {
            values[number] = (float) content.value(number);
        }
        return new FloatArray(values, content.shape());
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw GpiotException.user("cannot read the array " + file + ": " + e.getMessage());
        }
    }

    private static Content content(String name, byte[] bytes) {
        boolean magic = bytes.length > 12 && new String(bytes, 0, 6, StandardCharsets.ISO_8859_1).equals("\u0093NUMPY");
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int start = !magic ? 0 : bytes[6] == 1 ? 10 + (buffer.getShort(8) & 0xFFFF) : 12 + buffer.getInt(8);
        if (start < 12 || start > bytes.length) {
            throw GpiotException.user(name + " is not a .npy file");
        }
        String header = new String(bytes, 0, start, StandardCharsets.ISO_8859_1);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.find()) {
            throw GpiotException.user(name + " is not an array of numbers: "
                    + header.substring(Math.min(10, start)).strip());
        }
        if (matcher.group(1).equals(">")) {
            buffer.order(ByteOrder.BIG_ENDIAN);
        }
        int width = Integer.parseInt(matcher.group(3));
        long[] shape = Arrays.stream(matcher.group(5).split(","))
                .map(String::strip)
                .filter(axis -> !axis.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        long held = (bytes.length - start) / Math.max(1, width);
        long count = 1;
        for (long axis : shape) {
            // within what the file holds, so that no product can run over
            count = axis > held ? held + 1 : count * axis;
            if (count > held) {
                break;
            }
        }
        if (count != held) {
            throw GpiotException.user(
                    name + " says the shape " + Arrays.toString(shape) + " and holds " + held + " values");
        }
        return new Content(
                name,
                buffer.position(start),
                matcher.group(2).charAt(0),
                width,
                matcher.group(4).equals("True"),
                Arrays.stream(shape).mapToInt(axis -> (int) axis).toArray());
    }

    /** Writes float32. */
    public static void write(Path file, FloatArray array) {
        write(
                file,
                "<f4",
                array.shape(),
                4,
                array.values().length,
                (buffer, number) -> buffer.putFloat(array.values()[number]));
    }

    /** Writes int64, shape (n,). */
    public static void write(Path file, int[] values) {
        write(
                file,
                "<i8",
                new int[] {values.length},
                8,
                values.length,
                (buffer, number) -> buffer.putLong(values[number]));
    }

    private interface Putting {
        void put(ByteBuffer buffer, int number);
    }

    private static void write(Path file, String type, int[] shape, int width, int count, Putting putting) {
        String axes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + axes
                + (shape.length == 1 ? ",), }" : "), }");
        // the data starts at a multiple of 64 bytes
        header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        try (OutputStream out = Files.newOutputStream(file)) {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            buffer.put("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) header.length());
            buffer.put(header.getBytes(StandardCharsets.ISO_8859_1));
            for (int number = 0; number < count; number++) {
                if (buffer.remaining() < width) {
                    out.write(buffer.array(), 0, buffer.position());
                    buffer.clear();
                }
                putting.put(buffer, number);
            }
            out.write(buffer.array(), 0, buffer.position());
        } catch (IOException e) {
            throw GpiotException.resources("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
