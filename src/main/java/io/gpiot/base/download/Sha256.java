package io.gpiot.base.download;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files, in lower-case hexadecimal. */
public final class Sha256 {

    private static final int CHUNK = 1 << 20;

    private Sha256() {}

    /** @throws GpiotException RESOURCES where the file cannot be read */
    public static String of(Path file, Progress progress) {
        try (InputStream in = Files.newInputStream(file);
                Progress.Task task = progress.start("computing SHA-256", Files.size(file), "bytes")) {
            MessageDigest digest = digest();
            byte[] chunk = new byte[CHUNK];
            long done = 0;
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
                done += read;
                task.at(done);
            }
            return hex(digest);
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    public static String of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return hex(digest);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw GpiotException.internal("this Java has no SHA-256", e);
        }
    }
}
