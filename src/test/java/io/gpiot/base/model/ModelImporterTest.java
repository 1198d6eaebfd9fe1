package io.gpiot.base.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import io.gpiot.base.download.DiskSpace;
import io.gpiot.base.download.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelImporterTest {

    @TempDir
    Path folder;

    private ModelStore store;
    private ModelImporter importer;

    @BeforeEach
    void open() {
        Catalogue catalogue = Catalogue.builtIn(Map.of());
        store = new ModelStore(new Home(folder.resolve("home")), catalogue);
        importer = new ModelImporter(store, catalogue, DiskSpace.real(), Clock.systemUTC());
    }

    @Test
    void aGgufIsImportedUnderItsNameAndTheOriginalStays() throws IOException {
        Path file = TinyGguf.write(folder.resolve("some file.gguf"));
        InstalledModel imported = importFrom("my-model", file);
        assertArrayEquals(TinyGguf.bytes(), Files.readAllBytes(store.require("my-model")));
        assertEquals(Sha256.of(TinyGguf.bytes()), imported.sha256());
        assertEquals(file.toString(), imported.source());
        assertTrue(Files.exists(file));
    }

    @Test
    void removingAnImportedModelLeavesTheOriginalWhole() throws IOException {
        Path file = TinyGguf.write(folder.resolve("a.gguf"));
        importFrom("my-model", file);
        store.remove("my-model", text -> {});
        assertArrayEquals(TinyGguf.bytes(), Files.readAllBytes(file));
    }

    @Test
    void aSafetensorsFolderIsImportedWithoutWhatDoesNotBelong() throws IOException {
        Path from = TinySafetensors.write(folder.resolve("hf"));
        Files.writeString(from.resolve("training.log"), "not wanted");
        Path blob = Files.move(from.resolve("model.safetensors"), folder.resolve("blob"));
        Files.createSymbolicLink(from.resolve("model.safetensors"), blob);

        InstalledModel imported = importFrom("hf-model", from);
        try (Stream<Path> files = Files.list(imported.path())) {
            assertEquals(
                    List.of("config.json", "model.safetensors", "tokenizer.json"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertTrue(!Files.isSymbolicLink(imported.path().resolve("model.safetensors")));
        assertEquals("llama", store.find("hf-model").shape().family());
        assertEquals(imported.sha256(), store.find(from.toString()).sha256());
    }

    @Test
    void theHashOfAFolderChangesWithAnyOfItsFiles() throws IOException {
        Path from = TinySafetensors.write(folder.resolve("hf"));
        String before = importFrom("one", from).sha256();
        Path other = TinySafetensors.write(folder.resolve("other"));
        Files.writeString(other.resolve("tokenizer.json"), "{ }");
        assertTrue(!before.equals(importFrom("two", other).sha256()));
    }

    @Test
    void aTruncatedFileIsRefusedAndNothingStays() {
        Path file = TinyGguf.write(folder.resolve("cut.gguf"), Arrays.copyOf(TinyGguf.bytes(), 200));
        assertTrue(refusal("my-model", file).contains("is truncated"));
        assertEquals(List.of(), store.installed());
    }

    @Test
    void aModelThatTheEngineDoesNotRunIsRefusedByItsArchitecture() throws IOException {
        Path file = TinyGguf.write(folder.resolve("a.gguf"), TinyGguf.ofFamily("mamba"));
        assertTrue(
                refusal("my-model", file).startsWith(file + " is a model of the architecture 'mamba', which is not"));
        Path from = TinySafetensors.write(folder.resolve("hf"));
        Path config = from.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("llama", "rwkv"));
        assertTrue(refusal("my-model", from).contains("the architecture 'rwkv'"));
        assertEquals(List.of(), store.installed());
    }

    @Test
    void aTakenNameIsRefused() {
        Path file = TinyGguf.write(folder.resolve("a.gguf"));
        importFrom("my-model", file);
        assertTrue(refusal("my-model", file).contains("is installed already: gpiot models remove my-model"));
    }

    @Test
    void aNameThatCouldLeaveTheStoreIsRefused() {
        Path file = TinyGguf.write(folder.resolve("a.gguf"));
        for (String name : List.of("../evil", ".downloads", "", "Upper", "a/b")) {
            assertTrue(refusal(name, file).contains("a model's name has small letters"), name);
        }
    }

    @Test
    void anotherFileUnderACatalogueIdIsRefusedAndNothingStays() {
        Path file = TinyGguf.write(folder.resolve("a.gguf"));
        String message = refusal(Catalogue.DEFAULT_MODEL, file);
        assertTrue(message.contains("its SHA-256 is " + Sha256.of(TinyGguf.bytes()) + ", expected 1d96"), message);
        assertEquals(List.of(), store.installed());
        assertEquals(0, store.unfinished(Catalogue.DEFAULT_MODEL));
    }

    private InstalledModel importFrom(String name, Path from) {
        return importer.importFrom(name, from, Progress.NONE, text -> {});
    }

    private String refusal(String name, Path from) {
        var error = assertThrows(GpiotException.class, () -> importFrom(name, from));
        assertEquals(GpiotException.Category.USER, error.category());
        return error.getMessage();
    }
}
