package io.gpiot.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finished environment. Every path is absolute, and every file readable by all.
 *
 * @param lock the lock's name
 * @param hash the lock's hash
 * @param root the environment's folder
 * @param python the interpreter to call; a link to {@code interpreter}
 * @param interpreter where the machine's own interpreter really lies
 * @param version of Python: {@code 3.11.7}
 * @param readOnly what a program must see besides /usr: the environment, and the interpreter's own folders
 * @param packages in the order of their names
 * @param modules what can be imported besides the standard library: top-level name to package name
 * @param standardModules top-level names of the standard library
 */
public record PythonEnvironment(
        String lock,
        String hash,
        Path root,
        Path python,
        Path interpreter,
        String version,
        List<Path> readOnly,
        List<InstalledPackage> packages,
        Map<String, String> modules,
        List<String> standardModules) {

    public PythonEnvironment {
        readOnly = List.copyOf(readOnly);
        packages = List.copyOf(packages);
        modules = Map.copyOf(modules);
        standardModules = List.copyOf(standardModules);
    }

    /** What a result of a program depends on: packages and Python. */
    public String identity() {
        return lock + "-" + hash + "-" + version;
    }

    /** @param module its full name: {@code scipy.signal} is importable where {@code scipy} is */
    public boolean importable(String module) {
        String top = module.contains(".") ? module.substring(0, module.indexOf('.')) : module;
        return modules.containsKey(top) || standardModules.contains(top);
    }

    /** The package that a module comes from; empty for the standard library's and for unknown ones. */
    public Optional<InstalledPackage> packageOf(String module) {
        String top = module.contains(".") ? module.substring(0, module.indexOf('.')) : module;
        String owner = modules.get(top);
        return packages.stream().filter(one -> one.name().equals(owner)).findFirst();
    }

    /** Whether the interpreter that it was made with is still there: an upgrade of the system may have taken it. */
    boolean works() {
        try {
            return Files.isExecutable(python) && python.toRealPath().equals(interpreter);
        } catch (IOException e) {
            return false;
        }
    }
}
