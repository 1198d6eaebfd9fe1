package io.gpiot.base.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.download.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

    private static final ModelShape SHAPE = new ModelShape("qwen2", 32, 2, 2, 2, 3, 64);

    @TempDir
    Path folder;

    private ModelStore store;

    @BeforeEach
    void openStore() {
        store = new ModelStore(new Home(folder.resolve("home")), Catalogue.builtIn(Map.of()));
    }

    @Test
    void anInstalledModelIsFoundWithWhatItsRecordSays() throws IOException {
        Path staged = Files.createDirectories(store.workFolder("mine").resolve("staged"));
        TinyGguf.write(staged.resolve("model.gguf"));
        store.install(staged, record("mine"));

        InstalledModel found = store.find("mine");
        assertEquals(store.require("mine"), found.path());
        assertEquals("0f", found.sha256());
        assertEquals(SHAPE, found.shape());
        assertEquals(List.of(found), store.installed());
        assertFalse(Files.exists(staged));
    }

    @Test
    void aFolderWithoutARecordIsNoModelAndIsReplaced() throws IOException {
        Files.createDirectories(store.folderOf("mine"));
        Files.writeString(store.folderOf("mine").resolve("model.gguf"), "half");
        assertEquals(List.of(), store.installed());

        Path staged = Files.createDirectories(store.workFolder("mine").resolve("staged"));
        TinyGguf.write(staged.resolve("model.gguf"));
        store.install(staged, record("mine"));
        assertEquals(TinyGguf.bytes().length, Files.size(store.require("mine")));
    }

    @Test
    void aKnownModelThatIsNotHereNamesThePull() {
        var error = assertThrows(GpiotException.class, () -> store.require("smollm2-135m-instruct"));
        assertEquals(GpiotException.Category.RESOURCES, error.category());
        assertTrue(error.getMessage().endsWith("gpiot models pull smollm2-135m-instruct"), error.getMessage());
    }

    @Test
    void anUnknownIdNamesTheNearestOnes() {
        var error = assertThrows(GpiotException.class, () -> store.find("qwen2.5-coder-1.5b"));
        assertEquals(GpiotException.Category.USER, error.category());
        assertTrue(error.getMessage().contains("the nearest are qwen2.5-coder-1.5b-instruct, "), error.getMessage());
    }

    @Test
    void anIdCannotLeaveTheStore() {
        var error = assertThrows(GpiotException.class, () -> store.require("../../etc"));
        assertEquals(GpiotException.Category.USER, error.category());
    }

    @Test
    void aPathIsInspectedAndHashedWhereItLies() {
        Path file = TinyGguf.write(folder.resolve("Any Name.gguf"));
        InstalledModel found = store.find(file.toString());
        assertEquals(file, found.path());
        assertEquals(Sha256.of(TinyGguf.bytes()), found.sha256());
        assertEquals(SHAPE, found.shape());
    }

    @Test
    void aPathThatDoesNotExistSaysSo() {
        var error = assertThrows(GpiotException.class, () -> store.find("./none.gguf"));
        assertTrue(error.getMessage().startsWith("./none.gguf does not exist"), error.getMessage());
    }

    private static ModelRecord record(String id) {
        return new ModelRecord(id, "model.gguf", 1, "0f", "a test", "2025-01-01T00:00:00Z", "MIT", SHAPE);
    }
}
