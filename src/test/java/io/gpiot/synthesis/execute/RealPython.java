package io.gpiot.synthesis.execute;

import static org.junit.jupiter.api.Assumptions.abort;

import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import io.gpiot.environment.Lock;
import io.gpiot.environment.PythonEnvironments;
import io.gpiot.sandbox.Layer;
import io.gpiot.sandbox.PythonInterpreter;
import io.gpiot.sandbox.SandboxSettings;
import io.gpiot.sandbox.Sandboxes;
import io.gpiot.sandbox.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The Python of generated programs in the real sandbox, found once for all tests. {@code GPIOT_TEST_PYTHON} names another
 * Python that has numpy, scipy, pandas and matplotlib.
 */
public final class RealPython {

    private static final PythonInterpreter PYTHON = python();
    private static final Selection SELECTION =
            Sandboxes.choose(new SandboxSettings(Layer.AUTOMATIC, PYTHON, List.of(), null));

    private RealPython() {}

    public static ProgramRunner runner() {
        return switch (SELECTION) {
            case Selection.Available available ->
                new SandboxRunner(available.sandbox(), PYTHON.executable(), PYTHON.readOnly());
            case Selection.Unavailable unavailable -> abort(unavailable.message());
        };
    }

    private static PythonInterpreter python() {
        Map<String, String> environment = System.getenv();
        Home home = new Home(Path.of("target", "real-environments"));
        try {
            return PythonInterpreter.inspect(
                    environment.containsKey("GPIOT_TEST_PYTHON")
                            ? Path.of(environment.get("GPIOT_TEST_PYTHON"))
                            : new PythonEnvironments(home, environment)
                                    .ensure(Lock.builtIn(Lock.DEFAULT), Progress.NONE)
                                    .python());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
