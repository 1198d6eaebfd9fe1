package io.gpiot.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers self-tests that passed: one line each in a file. Failures are not remembered, for the user may mend them.
 * The key holds all that the result depends on, so another kernel, executable, Python or version of ours tests anew.
 */
final class PassedTests {

    /** Raise it with every change to the profile, the filter or the probes. */
    private static final int PROFILE = 1;

    private final @Nullable Path file;

    PassedTests(@Nullable Path folder) {
        file = folder == null ? null : folder.resolve("sandbox-self-tests");
    }

    String key(String layer, String executable, Path python, String circumstances) {
        String text = String.join(
                "\n",
                List.of(
                        "profile " + PROFILE,
                        layer,
                        stamp(Path.of(executable)),
                        stamp(python),
                        circumstances,
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean contains(String key) {
        try {
            return file != null
                    && Files.isRegularFile(file)
                    && Files.readAllLines(file).contains(key);
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it cannot be written, the next start tests again. */
    void add(String key) {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, key + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            return;
        }
    }

    private static String stamp(Path executable) {
        try {
            return executable + " " + Files.size(executable) + " " + Files.getLastModifiedTime(executable);
        } catch (IOException e) {
            return executable.toString();
        }
    }
}
