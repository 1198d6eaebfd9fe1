package io.gpiot.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes the default environment for real, in target/ (about 1 GB, kept for the next time). */
class PythonEnvironmentIT {

    private static final Home HOME = new Home(Path.of("target", "real-environments"));

    private static final String IMPORT_ALL = """
            import importlib, json, sys, warnings
            warnings.simplefilter("ignore")
            broken = []
            for name in sys.argv[1:]:
                try:
                    importlib.import_module(name)
                except BaseException as error:
                    broken.append(f"{name}: {type(error).__name__}: {error}")
            print("\\n".join(broken))
            """;

    @Test
    void everyModuleOfTheDefaultEnvironmentCanBeImported(@TempDir Path folder) {
        PythonEnvironment made = make(Lock.builtIn(Lock.DEFAULT));
        List<String> command = new ArrayList<>(List.of(made.python().toString(), "-c", IMPORT_ALL));
        command.addAll(made.modules().keySet().stream().sorted().toList());
        Tool.Result result = new Tool(System.getenv()).run(command, Map.of(), folder.resolve("log"), () -> {});
        assertTrue(result.succeeded(), result.output());
        assertEquals("", result.output().strip());
        for (String module : List.of(
                "numpy",
                "scipy",
                "sklearn",
                "pandas",
                "matplotlib",
                "pywt",
                "wfdb",
                "neurokit2",
                "biosppy",
                "librosa",
                "serial",
                "paho",
                "filterpy",
                "soundfile",
                "h5py",
                "cv2")) {
            assertTrue(made.importable(module), module);
        }
    }

    @Test
    void everybodyMayReadWhatAProgramMustSee() throws Exception {
        PythonEnvironment made = make(Lock.builtIn(Lock.DEFAULT));
        List<Path> files;
        try (Stream<Path> all = Files.walk(made.root())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertTrue(files.size() > 1000, files.size() + " files");
        for (Path file : files) {
            assertTrue(Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ), file.toString());
        }
        assertTrue(made.readOnly().stream().allMatch(Path::isAbsolute));
        Path interpreter = made.interpreter();
        assertTrue(
                interpreter.startsWith("/usr") || made.readOnly().stream().anyMatch(interpreter::startsWith),
                interpreter + " is in none of " + made.readOnly());
    }

    private static PythonEnvironment make(Lock lock) {
        PythonEnvironments environments = new PythonEnvironments(HOME, System.getenv());
        assumeTrue(environments.canFetch(), "there is neither uv nor a Python with pip");
        assumeTrue(environments.interpreter(lock).isPresent(), "no Python fits the environment " + lock.name());
        try {
            return environments.ensure(lock, Progress.NONE);
        } catch (GpiotException e) {
            if (String.valueOf(e.getMessage()).contains("the package index did not give it")) {
                return abort("no network: " + e.getMessage());
            }
            throw e;
        }
    }
}
