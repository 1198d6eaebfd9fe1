package io.gpiot.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.sandbox.seccomp.Architecture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerTest {

    private static final PythonInterpreter PYTHON =
            new PythonInterpreter(Path.of("/usr/bin/python3"), List.of(Path.of("/data")));

    @Test
    void commandLineTakesAwayNetworkPrivilegesAndWriting() {
        Container container =
                new Container(Path.of("/usr/bin/docker"), "small-image", Architecture.X86_64, PYTHON.executable());
        SandboxTask task = new SandboxTask(
                List.of("/usr/bin/python3", "x.py"), Map.of(), PYTHON.readOnly(), Path.of("/out"), Limits.DEFAULT, "");
        String line = String.join(
                " ", container.startCommand(task, "name", "1:1", Path.of("/staging/output"), Path.of("/staging/jail")));
        for (String part : List.of(
                "--network none",
                "--read-only",
                "--cap-drop ALL",
                "--security-opt no-new-privileges",
                "--user 1:1",
                "--pull never",
                "--memory " + Limits.DEFAULT.memoryBytes() + "b --memory-swap " + Limits.DEFAULT.memoryBytes() + "b",
                "--pids-limit 66",
                "type=bind,source=/data,target=/data,readonly",
                "type=bind,source=/staging/jail,target=/sandbox,readonly",
                "--entrypoint /usr/bin/python3 small-image -I -S /sandbox/jail.py /sandbox/task.json")) {
            assertTrue(line.contains(part), part + " in " + line);
        }
        long writable = List.of(line.split("--mount ")).stream()
                .filter(mount -> mount.startsWith("type=bind") && !mount.contains(",readonly"))
                .count();
        assertEquals(1, writable, "only the output folder");
    }

    @Test
    void engineOnThisMachineContainsTheSelfTest() {
        Path docker = TestMachine.inPath("docker")
                .or(() -> TestMachine.inPath("podman"))
                .orElseGet(() -> TestMachine.skip("neither docker nor podman in PATH"));
        PythonInterpreter python = TestMachine.python();
        Sandbox sandbox =
                new Container(docker, SandboxSettings.DEFAULT_IMAGE, TestMachine.architecture(), python.executable());
        Optional<String> failure = new SelfTest(sandbox, python).failure();
        if (failure.filter(why -> why.startsWith("the container engine failed")).isPresent()) {
            TestMachine.skip(failure.get());
        }
        assertEquals(Optional.empty(), failure);
    }

    @Test
    void machineWithoutLayerGetsTheWayOut() {
        Selection selection =
                Sandboxes.choose(new SandboxSettings(Layer.CONTAINER, PYTHON, List.of(), "no-such-image-at-all", null));
        Selection.Unavailable unavailable = assertInstanceOf(Selection.Unavailable.class, selection);
        assertTrue(unavailable.message().contains("docker or podman"), unavailable.message());
        assertTrue(unavailable.message().contains("--sandbox=none"), unavailable.message());
    }
}
