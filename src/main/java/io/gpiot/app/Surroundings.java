package io.gpiot.app;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.LineGuardFactory;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.knowledge.Knowledge;
import io.gpiot.sandbox.Layer;
import io.gpiot.sandbox.Sandbox;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.PythonScripts;
import io.gpiot.synthesis.guard.ProgramGuard;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs besides a model, opened once for as many runs as wanted, at once or one after the other.
 *
 * @param scripts our Python files, unpacked
 * @param runner runs programs in the sandbox
 * @param guard watches programs while they are written, or null
 */
public record Surroundings(
        PythonEnvironment python,
        Sandbox sandbox,
        PythonScripts scripts,
        ProgramRunner runner,
        Knowledge knowledge,
        @Nullable LineGuardFactory guard)
        implements AutoCloseable {

    /** @param guarded whether programs are watched while they are written */
    public static Surroundings open(Workbench bench, String lock, Layer layer, boolean guarded, Consumer<String> says) {
        PythonEnvironment python = bench.python(lock);
        Sandbox sandbox = bench.sandbox(layer, python);
        PythonScripts scripts =
                PythonScripts.unpack(bench.home().cache().resolve("scripts").toAbsolutePath());
        LineGuardFactory guard = guarded ? guard(bench, python, says) : null;
        return new Surroundings(python, sandbox, scripts, Workbench.runner(sandbox, python), bench.knowledge(), guard);
    }

    /** Null where the packages cannot be looked into: a run without it is better than none. */
    private static @Nullable LineGuardFactory guard(Workbench bench, PythonEnvironment python, Consumer<String> says) {
        try {
            return ProgramGuard.factory(bench.api(python));
        } catch (GpiotException e) {
            says.accept("programs are written without the guard: " + e.getMessage());
            return null;
        }
    }

    @Override
    public void close() {
        knowledge.close();
    }
}
