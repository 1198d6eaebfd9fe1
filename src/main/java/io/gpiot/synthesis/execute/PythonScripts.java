package io.gpiot.synthesis.execute;

import io.gpiot.base.Json;
import io.gpiot.base.Resources;
import java.nio.file.Path;
import java.util.List;

/** Our Python files: unpacked to one folder, whence they run. */
public record PythonScripts(Path folder) {

    private static final String RESOURCES = "/io/gpiot/synthesis/python/";

    private static final List<String> NAMES = List.of(
            "loader.py",
            "values.py",
            "checks.py",
            "programs.py",
            "judge.py",
            "verify.py",
            "inspect_data.py",
            "pipeline.py",
            "compare.py");

    /** Writes all of them into a folder, which the runner's user must be able to read. */
    public static PythonScripts unpack(Path folder) {
        NAMES.forEach(name -> Json.writeText(folder.resolve(name), text(name)));
        return new PythonScripts(folder.toAbsolutePath());
    }

    public Path script(String name) {
        return folder.resolve(name);
    }

    /** The text of one of our files, such as {@code loader.py}. */
    public static String text(String name) {
        return Resources.text(PythonScripts.class, RESOURCES + name);
    }
}
