package io.gpiot.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldFolderTest {

    private static final String KIND = "held-folder-test";

    @Test
    void whatAKilledRunLeftIsRemovedAndALivingRunIsNot() throws Exception {
        Path left = Files.createTempDirectory("gpiot-" + KIND + "-0-");
        Files.createFile(Files.createDirectory(left.resolve("control")).resolve("lock"));
        try (HeldFolder living = HeldFolder.create(KIND);
                HeldFolder next = HeldFolder.create(KIND)) {
            assertFalse(Files.exists(left));
            assertTrue(Files.isDirectory(living.root()));
            assertTrue(Files.isDirectory(next.root()));
        }
    }

    @Test
    void aFolderThatAnotherProcessHoldsStays() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Path held = Path.of(other.inputReader().readLine());
        try (HeldFolder mine = HeldFolder.create(KIND)) {
            assertTrue(Files.isDirectory(held));
            assertTrue(Files.isDirectory(mine.root()));
        } finally {
            other.destroyForcibly();
        }
        assertEquals(128 + 9, other.waitFor());
        assertTrue(Files.isDirectory(held), "a kill leaves it");
        HeldFolder.create(KIND).close();
        assertFalse(Files.exists(held));
    }

    /** Another process that has a folder until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            System.out.println(HeldFolder.create(KIND).root());
            Thread.sleep(Duration.ofMinutes(10));
        }
    }

    @Test
    void whatWasKilledWhileItWasMadeIsRemovedOnceItIsOld() throws Exception {
        Path old = Files.createTempDirectory("gpiot-" + KIND + "-0-");
        Path fresh = Files.createTempDirectory("gpiot-" + KIND + "-0-");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        try (HeldFolder living = HeldFolder.create(KIND)) {
            assertTrue(Files.isDirectory(living.root()));
            assertFalse(Files.exists(old));
            assertTrue(Files.exists(fresh));
        } finally {
            Files.delete(fresh);
        }
    }

    @Test
    void closingRemovesAlsoWhatCannotBeEntered() throws Exception {
        Path root;
        try (HeldFolder folder = HeldFolder.create(KIND)) {
            root = folder.root();
            Path closed = Files.createDirectory(root.resolve("closed"));
            Files.createFile(closed.resolve("file"));
            Files.setPosixFilePermissions(closed, Set.of());
        }
        assertFalse(Files.exists(root));
    }
}
