package io.gpiot.synthesis.execute;

import static org.junit.jupiter.api.Assumptions.abort;

import io.gpiot.sandbox.Layer;
import io.gpiot.sandbox.PythonInterpreter;
import io.gpiot.sandbox.SandboxSettings;
import io.gpiot.sandbox.Sandboxes;
import io.gpiot.sandbox.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A Python with numpy, scipy, pandas and matplotlib in the real sandbox, found once. */
public final class RealPython {

    private static final Selection SELECTION;
    private static final PythonInterpreter PYTHON;

    static {
        try {
            PYTHON = PythonInterpreter.inspect(Path.of(
                    Optional.ofNullable(System.getenv("GPIOT_TEST_PYTHON")).orElse("/usr/bin/python3")));
            SELECTION = Sandboxes.choose(new SandboxSettings(Layer.AUTOMATIC, PYTHON, List.of(), null));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private RealPython() {}

    public static ProgramRunner runner() {
        return switch (SELECTION) {
            case Selection.Available available ->
                new SandboxRunner(available.sandbox(), PYTHON.executable(), PYTHON.readOnly());
            case Selection.Unavailable unavailable -> abort(unavailable.message());
        };
    }
}
