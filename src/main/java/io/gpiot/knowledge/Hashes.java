package io.gpiot.knowledge;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** SHA-256, to see whether a text is the one that was indexed. */
final class Hashes {

    private Hashes() {}

    static String ofFile(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream input = Files.newInputStream(file);
                var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            input.transferTo(sink);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String ofTexts(Map<String, String> texts) {
        MessageDigest digest = sha256();
        texts.forEach((name, text) -> {
            digest.update((name + '\0' + text + '\0').getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw GpiotException.internal("this JDK has no SHA-256", e);
        }
    }
}
