package io.gpiot.synthesis.compose;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.ProgramRunner.Limits;
import io.gpiot.synthesis.execute.ProgramRunner.Result;
import io.gpiot.synthesis.execute.ProgramRunner.Task;
import io.gpiot.synthesis.execute.PythonScripts;
import io.gpiot.synthesis.execute.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
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

    /** Asks the runner's Python. */
    public static Distributions of(ProgramRunner runner, PythonScripts scripts) {
        try (Scratch scratch = new Scratch()) {
            Path out = scratch.folder("out");
            Result result = runner.run(new Task(
                    scripts.script("distributions.py"),
                    List.of(Task.OUTPUT),
                    List.of(),
                    out,
                    new Limits(120, 60, 512L << 20, 16)));
            Path written = out.resolve("distributions.json");
            if (!Files.exists(written)) {
                throw GpiotException.resources("Python cannot list its packages: " + result.lastLine());
            }
            return new Distributions(Json.MAPPER.readValue(Files.readAllBytes(written), new TypeReference<>() {}));
        } catch (IOException e) {
            throw GpiotException.internal("cannot read the list of packages", e);
        }
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
