package io.gpiot.simulate.data;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Beats in a WFDB annotation file (MIT format): little-endian words of a 6-bit code over a 10-bit step in samples. Four
 * codes carry no annotation of their own: 59 is a long step, 60 to 62 set fields, 63 brings that many bytes of text.
 */
public final class BeatAnnotations {

    /** Codes of beats; rhythm and quality changes, waves and flutter waves are none. */
    private static final Set<Integer> BEATS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 25, 30, 34, 35, 38, 41);

    private static final int NORMAL = 1;
    private static final int SKIP = 59;
    private static final int TEXT = 63;

    private BeatAnnotations() {}

    /**
     * Sample indices of the beats, in order.
     *
     * @throws GpiotException USER where the file cannot be read or ends within an annotation
     */
    public static int[] read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw GpiotException.user("cannot read the annotations " + file + ": " + e.getMessage());
        }
        try {
            return parse(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
            throw GpiotException.user(file + " is not a whole MIT annotation file: it ends within an annotation");
        }
    }

    private static int[] parse(ByteBuffer buffer) {
        List<Integer> beats = new ArrayList<>();
        int time = 0;
        while (buffer.remaining() >= 2) {
            int word = buffer.getShort() & 0xFFFF;
            int code = word >> 10;
            int step = word & 0x3FF;
            if (word == 0) {
                break;
            }
            if (code == SKIP) {
                // PDP-11 order: the high half comes first
                int high = buffer.getShort();
                time += high << 16 | buffer.getShort() & 0xFFFF;
            } else if (code == TEXT) {
                buffer.position(buffer.position() + step + step % 2);
            } else if (code < SKIP) {
                time += step;
                if (BEATS.contains(code)) {
                    beats.add(time);
                }
            }
        }
        return beats.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Writes beats as normal ones, with the mark that ends the file.
     *
     * @param beats sample indices, increasing
     */
    public static void write(Path file, int[] beats) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * beats.length + 2).order(ByteOrder.LITTLE_ENDIAN);
        int before = 0;
        for (int beat : beats) {
            int step = beat - before;
            if (step > 0x3FF) {
                buffer.putShort((short) (SKIP << 10))
                        .putShort((short) (step >> 16))
                        .putShort((short) step);
                step = 0;
            }
            buffer.putShort((short) (NORMAL << 10 | step));
            before = beat;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Arrays.copyOf(buffer.array(), buffer.position() + 2));
        } catch (IOException e) {
            throw GpiotException.resources("cannot write the annotations " + file + ": " + e.getMessage(), e);
        }
    }
}
