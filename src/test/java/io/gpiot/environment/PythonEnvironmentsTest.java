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
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonEnvironmentsTest {

    private static final Lock LOCK = new Lock("small", "numpy==2.4.6 --hash=sha256:00\n", 10, 13);

    @TempDir
    private Path folder;

    private FakeMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new FakeMachine(folder.toRealPath());
        machine.python("python3", "3.11.7", true);
        machine.uv("");
    }

    @Test
    void environmentNamesItsInterpreterFoldersPackagesAndModules() {
        PythonEnvironment made = machine.environments().ensure(LOCK, machine.progress());
        Path root = machine.home.environments().resolve(LOCK.id()).toAbsolutePath();
        assertEquals(root.resolve("bin/python"), made.python());
        assertEquals(machine.bin.resolve("python3"), made.interpreter());
        assertEquals(List.of(root, machine.folder), made.readOnly());
        assertEquals(List.of(new InstalledPackage("numpy", "2.4.6")), made.packages());
        assertTrue(made.importable("numpy.linalg"));
        assertTrue(made.importable("json"));
        assertFalse(made.importable("torch"));
        assertEquals("numpy==2.4.6", made.packageOf("numpy.fft").orElseThrow().requirement());
    }

    @Test
    void secondCallMakesNothing() throws Exception {
        PythonEnvironment first = machine.environments().ensure(LOCK, Progress.NONE);
        assertEquals(first, machine.environments().ensure(LOCK, Progress.NONE));
        assertEquals(1, machine.calls("uv", "pip sync"));
    }

    @Test
    void aNamedPythonThatCannotBeTakenIsRefusedAlsoWhereTheEnvironmentIsMade() {
        machine.environments().ensure(LOCK, Progress.NONE);
        machine.variables.put("GPIOT_PYTHON", "/nope");
        GpiotException refused =
                assertThrows(GpiotException.class, () -> machine.environments().ensure(LOCK, Progress.NONE));
        assertEquals(GpiotException.Category.USER, refused.category());
        assertEquals(
                "GPIOT_PYTHON is '/nope', which does not exist; set it to a Python 3.10 to 3.13, or unset it",
                refused.getMessage());
    }

    @Test
    void anotherLockIsAnotherEnvironment() {
        Lock other = new Lock("small", "numpy==2.4.5 --hash=sha256:00\n", 10, 13);
        Path first = machine.environments().ensure(LOCK, Progress.NONE).root();
        assertTrue(machine.environments().find(other).isEmpty());
        assertFalse(
                first.equals(machine.environments().ensure(other, Progress.NONE).root()));
        assertTrue(Files.exists(first));
    }

    @Test
    void interruptedMakingLeavesNothingThatCountsAndIsGoneOnWith() throws Exception {
        machine.uv("touch \"$environment/half\"; echo 'killed'; exit 137");
        assertThrows(GpiotException.class, () -> machine.environments().ensure(LOCK, Progress.NONE));
        assertTrue(machine.environments().find(LOCK).isEmpty());
        machine.uv("");
        PythonEnvironment made = machine.environments().ensure(LOCK, Progress.NONE);
        assertFalse(Files.exists(made.root().resolve("half")));
    }

    @Test
    void environmentIsMadeAnewWhereItsInterpreterIsGone() throws Exception {
        machine.environments().ensure(LOCK, Progress.NONE);
        Files.delete(machine.bin.resolve("python3"));
        machine.python("python3.12", "3.12.1", true);
        assertTrue(machine.environments().find(LOCK).isEmpty());
        assertEquals(
                "3.12.1", machine.environments().ensure(LOCK, Progress.NONE).version());
    }

    @Test
    void twoAtOnceMakeItOnce() throws Exception {
        machine.uv("sleep 0.5");
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<PythonEnvironment>> both = threads.invokeAll(List.of(
                    () -> machine.environments().ensure(LOCK, machine.progress()),
                    () -> machine.environments().ensure(LOCK, machine.progress())));
            assertEquals(both.get(0).get(), both.get(1).get());
        }
        assertEquals(1, machine.calls("uv", "pip sync"));
        assertTrue(machine.shown.stream().anyMatch(label -> label.startsWith("waiting for another gpiot")));
    }

    @Test
    void usersPipSettingsReachUvAndNothingIsDownloadedButPackages() throws Exception {
        machine.environments().ensure(LOCK, Progress.NONE);
        List<String> environment = Files.readAllLines(machine.folder.resolve("uv.environment"));
        assertTrue(environment.contains("UV_DEFAULT_INDEX=https://mirror.example/simple"));
        assertTrue(environment.contains("UV_PYTHON_DOWNLOADS=never"));
        assertEquals(1, machine.calls("uv", "--require-hashes --only-binary :all:"));
        assertEquals(0, machine.calls("uv", "mirror.example"));
    }

    @Test
    void noFittingPythonIsSaidWithWhatWasFound() throws Exception {
        machine.python("python3", "3.9.2", true);
        String message = assertThrows(
                        GpiotException.class, () -> machine.environments().ensure(LOCK, Progress.NONE))
                .getMessage();
        assertTrue(message.startsWith("needs Python 3.10 to 3.13, found only 3.9.2: install one"), message);
    }

    @Test
    void noNetworkAndFullDiskAreSaidAsSuch() throws Exception {
        machine.uv("echo 'error: dns error: failed to lookup address'; exit 2");
        assertTrue(failure().contains("check the network"));
        machine.uv("echo 'error: No space left on device (os error 28)'; exit 2");
        assertTrue(failure().contains("the disk is full"));
        machine.uv("echo 'error: Hash mismatch for numpy'; exit 2");
        assertTrue(failure().contains("differs from the one in our lock"));
    }

    private String failure() {
        GpiotException failure =
                assertThrows(GpiotException.class, () -> machine.environments().ensure(LOCK, Progress.NONE));
        assertEquals(GpiotException.Category.RESOURCES, failure.category());
        assertEquals(1, failure.getMessage().lines().count());
        return failure.getMessage();
    }
}
