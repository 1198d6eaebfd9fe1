package io.gpiot.data.examine;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is loaded once for all programs of a task: libraries of the environment that its reference and its test name. Not what
 * the programs name: what one of them imports would be there for all others.
 */
final class Libraries {

    private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*(?:import|from)\\s+([\\w.]+)");
    private static final Set<String> KNOWN =
            Set.of("numpy", "scipy", "sklearn", "pandas", "pywt", "matplotlib", "librosa", "neurokit2", "wfdb");

    private Libraries() {}

    static List<String> toLoad(Examiner.Job task) {
        return Stream.of(task.reference(), task.test())
                .flatMap(source -> IMPORT.matcher(source).results())
                .map(found -> found.group(1))
                .filter(module -> KNOWN.contains(module.split("\\.", 2)[0]))
                .distinct()
                .sorted()
                .toList();
    }
}
