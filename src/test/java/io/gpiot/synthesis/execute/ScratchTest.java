package io.gpiot.synthesis.execute;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScratchTest {

    @Test
    void whatAKilledProcessLeftIsGoneWithTheNextUse() throws Exception {
        Path left = Files.createTempDirectory("gpiot-scratch-0-");
        Files.createFile(Files.createDirectory(left.resolve("control")).resolve("lock"));
        Path folder;
        try (Scratch scratch = new Scratch()) {
            folder = scratch.folder("job");
            assertTrue(Files.isDirectory(folder));
            assertFalse(Files.exists(left));
        }
        assertFalse(Files.exists(folder.getParent()));
    }
}
