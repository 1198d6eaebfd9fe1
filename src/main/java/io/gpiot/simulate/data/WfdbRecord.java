package io.gpiot.simulate.data;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One lead of a WFDB record, as stored: physical value = (sample - baseline) / gain.
 *
 * @param name of the record
 * @param rate in Hz
 * @param lead such as {@code MLII}
 * @param gain stored units per millivolt
 * @param samples shape (n,)
 */
public record WfdbRecord(String name, double rate, String lead, double gain, int baseline, int[] samples) {

    /** What a header line says of a signal: {@code file format gain(baseline)/unit bits zero initial checksum block lead}. */
    private record Signal(String file, String format, double gain, int baseline, String lead) {

        static Signal parse(String line) {
            String[] words = line.strip().split("\\s+", 9);
            if (words.length < 9) {
                throw new IllegalArgumentException("a signal's line needs nine fields, got '" + line + "'");
            }
            String gain = words[2].replaceFirst("/.*", "");
            int baseline = gain.contains("(")
                    ? Integer.parseInt(gain.substring(gain.indexOf('(') + 1, gain.indexOf(')')))
                    : Integer.parseInt(words[4]);
            double value = Double.parseDouble(gain.replaceFirst("\\(.*", ""));
            return new Signal(words[0], words[1], value == 0 ? 200 : value, baseline, words[8]);
        }
    }

    /**
     * Reads the first lead.
     *
     * @param header the {@code .hea} file; its signals lie in one file of format 212 or 16
     * @throws GpiotException USER where it is not such a record
     */
    public static WfdbRecord read(Path header) {
        try {
            List<String> lines = Files.readAllLines(header).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            String[] first = lines.get(0).strip().split("\\s+");
            int signals = Integer.parseInt(first[1]);
            Signal signal = Signal.parse(lines.get(1));
            byte[] bytes = Files.readAllBytes(header.resolveSibling(signal.file()));
            int[] all = switch (signal.format()) {
                case "212" -> unpack212(bytes);
                case "16" -> unpack16(bytes);
                default ->
                    throw new IllegalArgumentException("format " + signal.format() + " is not known; use 212 or 16");
            };
            int[] samples = new int[all.length / signals];
            for (int number = 0; number < samples.length; number++) {
                samples[number] = all[number * signals];
            }
            return new WfdbRecord(
                    first[0],
                    Double.parseDouble(first[2].replaceFirst("[/(].*", "")),
                    signal.lead(),
                    signal.gain(),
                    signal.baseline(),
                    samples);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw GpiotException.user(header + " is not a WFDB header that can be read: " + e.getMessage());
        } catch (IOException e) {
            throw GpiotException.user("cannot read the WFDB record " + header + ": " + e.getMessage());
        }
    }

    /** Three bytes hold two samples of 12 bits, two's complement. */
    private static int[] unpack212(byte[] bytes) {
        int[] samples = new int[bytes.length / 3 * 2];
        for (int number = 0; number < samples.length / 2; number++) {
            int low = bytes[3 * number] & 0xFF;
            int middle = bytes[3 * number + 1] & 0xFF;
            int high = bytes[3 * number + 2] & 0xFF;
            samples[2 * number] = (low | (middle & 0x0F) << 8) << 20 >> 20;
            samples[2 * number + 1] = (high | (middle & 0xF0) << 4) << 20 >> 20;
        }
        return samples;
    }

    private static int[] unpack16(byte[] bytes) {
        int[] samples = new int[bytes.length / 2];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int number = 0; number < samples.length; number++) {
            samples[number] = buffer.getShort();
        }
        return samples;
    }

    /** Millivolts, shape (n,). */
    public double[] millivolts() {
        double[] values = new double[samples.length];
        for (int number = 0; number < values.length; number++) {
            values[number] = (samples[number] - baseline) / gain;
        }
        return values;
    }

    /** Writes this lead alone as NAME.hea and NAME.dat of format 16, so that a program finds it as {@code ecg}. */
    public void write(Path folder) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        int sum = 0;
        for (int sample : samples) {
            buffer.putShort((short) sample);
            sum += sample;
        }
        String text = "%s 1 %s %d\n%s.dat 16 %s(%d)/mV 16 0 %d %d 0 %s\n"
                .formatted(
                        name,
                        rate,
                        samples.length,
                        name,
                        gain,
                        baseline,
                        samples.length == 0 ? 0 : samples[0],
                        (short) sum,
                        lead);
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name + ".dat"), buffer.array());
            Files.writeString(folder.resolve(name + ".hea"), text);
        } catch (IOException e) {
            throw GpiotException.resources(
                    "cannot write the record " + name + " to " + folder + ": " + e.getMessage(), e);
        }
    }
}
