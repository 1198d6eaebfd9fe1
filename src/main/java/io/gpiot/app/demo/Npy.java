package io.gpiot.app.demo;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one-dimensional numeric .npy files. The file comes from a generated program: nothing in it is trusted. */
public final class Npy {

    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '([<>|=])([iuf])(\\d)', 'fortran_order': (?:True|False), 'shape': \\((\\d+),\\)");

    private Npy() {}

    /**
     * The values as doubles, shape (n,).
     *
     * @throws GpiotException USER where the file is missing or holds anything else
     */
    public static double[] read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw GpiotException.user("cannot read the array " + file + ": " + e.getMessage());
        }
        boolean magic = bytes.length > 12 && new String(bytes, 0, 6, StandardCharsets.ISO_8859_1).equals("\u0093NUMPY");
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int start = !magic ? 0 : bytes[6] == 1 ? 10 + (buffer.getShort(8) & 0xFFFF) : 12 + buffer.getInt(8);
        if (start < 12 || start > bytes.length) {
            throw GpiotException.user(file + " is not a .npy file");
        }
        String header = new String(bytes, 0, start, StandardCharsets.ISO_8859_1);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.find()) {
            throw GpiotException.user(file + " is not a one-dimensional array of numbers: "
                    + header.substring(Math.min(10, start)).strip());
        }
        if (matcher.group(1).equals(">")) {
            buffer.order(ByteOrder.BIG_ENDIAN);
        }
        int width = Integer.parseInt(matcher.group(3));
        long count = Long.parseLong(matcher.group(4));
        if (count != (bytes.length - start) / width) {
            throw GpiotException.user(file + " says " + count + " values and holds " + (bytes.length - start) / width);
        }
        double[] values = new double[(int) count];
        for (int number = 0; number < values.length; number++) {
            values[number] =
                    value(buffer, start + number * width, matcher.group(2).charAt(0), width);
        }
        return values;
    }

    private static double value(ByteBuffer buffer, int place, char kind, int width) {
        return switch (kind + "" + width) {
            case "i1" -> buffer.get(place);
            case "u1" -> buffer.get(place) & 0xFF;
            case "i2" -> buffer.getShort(place);
            case "u2" -> buffer.getShort(place) & 0xFFFF;
            case "i4" -> buffer.getInt(place);
            case "u4" -> buffer.getInt(place) & 0xFFFF_FFFFL;
            case "i8", "u8" -> buffer.getLong(place);
            case "f4" -> buffer.getFloat(place);
            case "f8" -> buffer.getDouble(place);
            default -> throw GpiotException.user("numbers of type " + kind + width + " are not read");
        };
    }
}
