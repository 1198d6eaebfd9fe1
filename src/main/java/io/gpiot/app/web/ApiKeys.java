package io.gpiot.app.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The API keys that a server takes.
 *
 * @param keys of all sources
 * @param given whether some were given for this very server, not only kept in the home folder
 */
public record ApiKeys(List<ApiKey> keys, boolean given) {

    public static final ApiKeys NONE = new ApiKeys(List.of(), false);

    /** The file in the home folder. */
    private record Kept(@JsonProperty("sha256") List<String> hashes) {}

    public ApiKeys {
        keys = List.copyOf(keys);
    }

    /**
     * @param file with one key a line, or null
     * @param variable a key, or null
     * @throws GpiotException USER where the file cannot be read or a key is too short
     */
    public static ApiKeys of(Home home, @Nullable Path file, @Nullable String variable) {
        List<ApiKey> keys = new ArrayList<>();
        if (file != null) {
            for (String line : lines(file)) {
                keys.add(ApiKey.ofSecret(line, file.toString()));
            }
            if (keys.isEmpty()) {
                throw GpiotException.user(file + " holds no API key; it takes one a line");
            }
        }
        if (variable != null && !variable.isBlank()) {
            keys.add(ApiKey.ofSecret(variable.strip(), "GPIOT_API_KEY"));
        }
        boolean given = !keys.isEmpty();
        keys.addAll(kept(home));
        return new ApiKeys(keys, given);
    }

    /** Makes a key and keeps its hash in the home folder. @return the key, which nobody can read again */
    public static String make(Home home) {
        String secret = ApiKey.secret();
        List<String> hashes =
                new ArrayList<>(kept(home).stream().map(ApiKey::sha256).toList());
        hashes.add(ApiKey.hash(secret));
        Path file = file(home);
        Json.writeFile(file, new Kept(hashes));
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw GpiotException.unwritten(file, e);
        }
        return secret;
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The key that this is, if it is one. Every key is compared, whichever it is. */
    Optional<ApiKey> find(String secret) {
        String hash = ApiKey.hash(secret);
        ApiKey found = null;
        for (ApiKey key : keys) {
            found = key.matches(hash) ? key : found;
        }
        return Optional.ofNullable(found);
    }

    private static List<ApiKey> kept(Home home) {
        Path file = file(home);
        return Files.exists(file)
                ? Json.readFile(file, Kept.class).hashes().stream()
                        .map(ApiKey::new)
                        .toList()
                : List.of();
    }

    private static Path file(Home home) {
        return home.root().resolve("api-keys.json");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw GpiotException.user("cannot read the API keys of " + file + ": "
                    + (Files.exists(file) ? e.getMessage() : "there is no such file"));
        }
    }
}
