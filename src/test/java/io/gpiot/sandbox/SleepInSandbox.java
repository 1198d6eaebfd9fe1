package io.gpiot.sandbox;

import io.gpiot.sandbox.seccomp.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process of its own that a test kills while its program sleeps: LAYER PYTHON TOKEN. */
final class SleepInSandbox {

    private SleepInSandbox() {}

    public static void main(String[] arguments) throws Exception {
        PythonInterpreter python = PythonInterpreter.inspect(Path.of(arguments[1]));
        Architecture architecture =
                Architecture.of(System.getProperty("os.arch")).orElseThrow();
        Sandbox sandbox = arguments[0].equals(Landlock.NAME)
                ? new Landlock(architecture, python.executable())
                : new Bubblewrap(TestMachine.inPath("bwrap").orElseThrow(), architecture, python.executable());
        sandbox.run(new SandboxTask(
                List.of(
                        python.executable().toString(),
                        "-c",
                        "import time; time.sleep(60)",
                        "sleeping-" + arguments[2]),
                Map.of(),
                python.readOnly(),
                Files.createTempDirectory("unused-"),
                Limits.DEFAULT,
                ""));
    }
}
