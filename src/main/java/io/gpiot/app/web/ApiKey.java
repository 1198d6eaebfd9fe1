package io.gpiot.app.web;

import io.gpiot.base.GpiotException;
import io.gpiot.base.download.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What is kept of an API key. The keys that we make have 256 random bits, so a plain hash of one tells nothing.
 *
 * @param id the hash's beginning: names the caller in logs and owns their runs
 * @param sha256 of the key, in hexadecimal
 */
record ApiKey(String id, String sha256) {

    private static final int SHORTEST = 20;
    private static final int ID = 12;

    ApiKey(String sha256) {
        this(sha256.substring(0, ID), sha256);
    }

    /** @throws GpiotException USER where it is too short to be a secret */
    static ApiKey ofSecret(String secret, String from) {
        if (secret.length() < SHORTEST) {
            throw GpiotException.user("the API key of " + from + " has " + secret.length() + " characters, at least "
                    + SHORTEST + " are needed; gpiot serve --new-key makes one");
        }
        return new ApiKey(hash(secret));
    }

    /** A new secret. */
    static String secret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return "gpiot_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static String hash(String secret) {
        return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes as long for a wrong hash as for the right one. */
    boolean matches(String presentedHash) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII), presentedHash.getBytes(StandardCharsets.US_ASCII));
    }
}
