package io.gpiot.synthesis.compose;

import io.gpiot.environment.PythonEnvironment;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which installed distribution a module comes from.
 *
 * @param byModule top-level module name to a line of requirements.txt, such as {@code sklearn} to
 *     {@code scikit-learn==1.9.1}; modules of Python itself are absent
 */
public record Distributions(Map<String, String> byModule) {

    private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*(?:from\\s+(\\w+)|import\\s+(.+))");
    /** What main.py, loader.py and pipeline.py need themselves. */
    private static final Set<String> OURS = Set.of("numpy", "scipy", "pandas", "matplotlib");

    public Distributions {
        byModule = Map.copyOf(byModule);
    }

    /** Of the environment that the programs ran in. */
    public static Distributions of(PythonEnvironment environment) {
        Map<String, String> lines = new HashMap<>();
        for (String module : environment.modules().keySet()) {
            environment.packageOf(module).ifPresent(found -> lines.put(module, found.requirement()));
        }
        return new Distributions(lines);
    }

    /** The text of requirements.txt for these programs. */
    String requirements(Collection<String> programs) {
        Set<String> modules = new TreeSet<>(OURS);
        programs.forEach(code -> modules.addAll(modules(code)));
        Set<String> lines = new TreeSet<>();
        for (String module : modules) {
            String line = byModule.get(module);
            if (line != null) {
                lines.add(line);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static Set<String> modules(String code) {
        Set<String> modules = new TreeSet<>();
        Matcher matcher = IMPORT.matcher(code);
        while (matcher.find()) {
            String names = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            for (String name : names.split(",")) {
                modules.add(name.strip().split("[.\\s]")[0]);
            }
        }
        return modules;
    }
}
