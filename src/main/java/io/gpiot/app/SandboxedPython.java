package io.gpiot.app;

import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import io.gpiot.data.verify.RunnerSource;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.sandbox.Layer;
import io.gpiot.synthesis.execute.ProgramRunner;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Python of rows in a sandbox, on whatever machine asks: made there at first use, in a home folder of the same name.
 *
 * @param home of this program on each machine
 * @param lock of the Python environment
 */
public record SandboxedPython(String home, String lock, Layer layer) implements RunnerSource {

    /** A machine of a cluster gets this object anew with each batch; choosing a sandbox takes seconds. */
    private static final Map<SandboxedPython, ProgramRunner> OPEN = new ConcurrentHashMap<>();

    @Override
    public ProgramRunner open() {
        return OPEN.computeIfAbsent(this, SandboxedPython::make);
    }

    private static ProgramRunner make(SandboxedPython wanted) {
        Workbench bench = new Workbench(new Home(Path.of(wanted.home())), System.getenv(), Progress.NONE, line -> {});
        PythonEnvironment python = bench.python(wanted.lock());
        return Workbench.runner(bench.sandbox(wanted.layer(), python), python);
    }
}
