package io.gpiot.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipSettingsTest {

    @Test
    void eachSettingHasItsWordInUv() {
        assertEquals(
                Map.of(
                        "UV_DEFAULT_INDEX", "https://a.example/simple",
                        "UV_INDEX", "https://b.example/simple https://c.example/simple",
                        "UV_INSECURE_HOST", "a.example b.example",
                        "SSL_CERT_FILE", "/etc/certificates.pem",
                        "UV_HTTP_TIMEOUT", "60",
                        "ALL_PROXY", "http://proxy.example:3128"),
                PipSettings.forUv(
                        Map.of(
                                "index-url", "https://a.example/simple",
                                "extra-index-url", "\nhttps://b.example/simple\nhttps://c.example/simple",
                                "trusted-host", "a.example\nb.example",
                                "cert", "/etc/certificates.pem",
                                "timeout", "60.0",
                                "proxy", "proxy.example:3128",
                                "no-index", "false",
                                "quiet", "1"),
                        Map.of()));
    }

    @Test
    void whatIsSetForUvItselfStays() {
        assertEquals(
                Map.of("UV_HTTP_RETRIES", "7"),
                PipSettings.forUv(
                        Map.of("index-url", "https://a.example/simple", "retries", "7"),
                        Map.of("UV_DEFAULT_INDEX", "https://mine.example/simple")));
    }

    @Test
    void foldersOfWheelsThatAreNotThereAreLeftOut(@TempDir Path folder) throws IOException {
        Path wheels = Files.createDirectory(folder.resolve("wheels"));
        assertEquals(
                Map.of("UV_FIND_LINKS", wheels + ",https://a.example/list.html", "UV_NO_INDEX", "1"),
                PipSettings.forUv(
                        Map.of(
                                "find-links",
                                wheels + " " + folder.resolve("gone") + " https://a.example/list.html",
                                "no-index",
                                "yes"),
                        Map.of()));
    }
}
