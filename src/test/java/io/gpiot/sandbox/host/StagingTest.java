package io.gpiot.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StagingTest {

    @Test
    void whatAKilledRunLeftIsRemovedAndALivingRunIsNot() throws Exception {
        Path left = Files.createTempDirectory("gpiot-sandbox-0-");
        Files.createFile(Files.createDirectory(left.resolve("control")).resolve("lock"));
        try (Staging living = Staging.create(null);
                Staging next = Staging.create(null)) {
            assertFalse(Files.exists(left));
            assertTrue(Files.isDirectory(living.output()));
            assertTrue(Files.isDirectory(next.output()));
        }
    }

    @Test
    void whatWasKilledWhileItWasMadeIsRemovedOnceItIsOld() throws Exception {
        Path old = Files.createTempDirectory("gpiot-sandbox-0-");
        Path fresh = Files.createTempDirectory("gpiot-sandbox-0-");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        try (Staging living = Staging.create(null)) {
            assertTrue(Files.isDirectory(living.output()));
            assertFalse(Files.exists(old));
            assertTrue(Files.exists(fresh));
        } finally {
            Files.delete(fresh);
        }
    }

    @Test
    void closingRemovesAlsoWhatCannotBeEntered() throws Exception {
        Path root;
        try (Staging staging = Staging.create(null)) {
            root = staging.root();
            Path closed = Files.createDirectory(staging.output().resolve("closed"));
            Files.createFile(closed.resolve("file"));
            Files.setPosixFilePermissions(closed, java.util.Set.of());
        }
        assertFalse(Files.exists(root));
    }
}
