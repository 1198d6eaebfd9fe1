package io.gpiot.bench.application;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Resources;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.synthesis.execute.PythonScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Composes a program of ours as the chain composes its own, so that both are run and measured alike. */
final class ComparisonProgram {

    private ComparisonProgram() {}

    /** @param data a case, to see what its values are called */
    static void write(Application application, Application.Comparison program, DataCase data, Path folder) {
        String module = program.file().replace(".py", "");
        List<String> inputs = inputs(application, data);
        String arguments = program.gathered()
                ? "train=%s, y_train=values[\"y_train\"], test=%s"
                        .formatted(gathered(inputs, "_train"), gathered(inputs, "_test"))
                : inputs.stream()
                        .map(name -> name + "=values[\"" + name + "\"]")
                        .collect(Collectors.joining(", "));
        String result = application.result().name();
        String main = """
                import sys

                import pipeline
                import %s


                def run(values):
                    values["%s"] = pipeline.step(%s.%s, %s)


                if __name__ == "__main__":
                    sys.exit(pipeline.main(run, %s, ["%s"], "."))
                """.formatted(module, result, module, program.function(), arguments, Json.write(inputs), result);
        Json.writeText(folder.resolve("main.py"), main);
        Json.writeText(folder.resolve(program.file()), Resources.text(ComparisonProgram.class, program.file()));
        for (String ours : List.of("loader.py", "pipeline.py")) {
            Json.writeText(folder.resolve(ours), PythonScripts.text(ours));
        }
    }

    private static List<String> inputs(Application application, DataCase data) {
        if (application.scoring() instanceof BeatScoring) {
            return List.of("ecg", "fs");
        }
        try (Stream<Path> files = Files.list(data.data())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".npy"))
                    .map(name -> name.replace(".npy", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw GpiotException.resources("cannot list " + data.data() + ": " + e.getMessage(), e);
        }
    }

    private static String gathered(List<String> inputs, String end) {
        return inputs.stream()
                .filter(name -> name.endsWith(end) && !name.equals("y_train"))
                .map(name -> "values[\"" + name + "\"]")
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
