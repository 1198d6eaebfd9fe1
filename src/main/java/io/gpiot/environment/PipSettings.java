package io.gpiot.environment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.gpiot.base.Json;
import io.gpiot.base.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The user's settings of pip, in uv's words: uv does not read pip's, and a machine behind a mirror or a proxy has often
 * no others. They travel as environment variables, since an index address may carry a password. What is already set
 * for uv stays.
 */
final class PipSettings {

    private PipSettings() {}

    /** As pip itself reads its files and variables. */
    static Map<String, String> read(Tool tool, Interpreter python) {
        Optional<String> json = tool.ask(List.of(
                python.executable().toString(), "-c", Resources.text(PipSettings.class, "pip_configuration.py")));
        try {
            return json.isEmpty() ? Map.of() : Json.MAPPER.readValue(json.get(), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }

    /**
     * @param pip names as in pip's files: {@code index-url}
     * @param environment the one that uv will see these added to
     */
    static Map<String, String> forUv(Map<String, String> pip, Map<String, String> environment) {
        Map<String, String> uv = new LinkedHashMap<>();
        take(pip, "index-url", uv, "UV_DEFAULT_INDEX", value -> value);
        take(pip, "extra-index-url", uv, "UV_INDEX", value -> words(value).collect(Collectors.joining(" ")));
        take(pip, "find-links", uv, "UV_FIND_LINKS", PipSettings::existingLinks);
        take(pip, "no-index", uv, "UV_NO_INDEX", value -> isTrue(value) ? "1" : "");
        take(pip, "trusted-host", uv, "UV_INSECURE_HOST", value -> words(value).collect(Collectors.joining(" ")));
        take(pip, "cert", uv, "SSL_CERT_FILE", value -> value);
        take(pip, "client-cert", uv, "SSL_CLIENT_CERT", value -> value);
        take(pip, "keyring-provider", uv, "UV_KEYRING_PROVIDER", value -> value.equals("subprocess") ? value : "");
        take(pip, "default-timeout", uv, "UV_HTTP_TIMEOUT", PipSettings::seconds);
        take(pip, "timeout", uv, "UV_HTTP_TIMEOUT", PipSettings::seconds);
        take(pip, "retries", uv, "UV_HTTP_RETRIES", value -> value);
        take(pip, "proxy", uv, "ALL_PROXY", PipSettings::proxy);
        uv.keySet().removeIf(name -> !environment.getOrDefault(name, "").isEmpty());
        return uv;
    }

    private static void take(
            Map<String, String> pip,
            String name,
            Map<String, String> uv,
            String variable,
            UnaryOperator<String> translation) {
        String value = pip.get(name);
        if (value != null && !value.isBlank()) {
            String translated = translation.apply(value.strip());
            if (!translated.isEmpty()) {
                uv.put(variable, translated);
            }
        }
    }

    /** pip passes over a folder that is not there, uv stops at it. */
    private static String existingLinks(String value) {
        return words(value)
                .filter(link -> link.contains("://") || Files.exists(Path.of(link)))
                .collect(Collectors.joining(","));
    }

    private static String seconds(String value) {
        int fraction = value.indexOf('.');
        return fraction < 0 ? value : value.substring(0, fraction);
    }

    private static String proxy(String value) {
        return value.contains("://") ? value : "http://" + value;
    }

    private static boolean isTrue(String value) {
        return List.of("1", "true", "yes", "on").contains(value.toLowerCase(Locale.ROOT));
    }

    private static Stream<String> words(String value) {
        return Stream.of(value.strip().split("\\s+"));
    }
}
