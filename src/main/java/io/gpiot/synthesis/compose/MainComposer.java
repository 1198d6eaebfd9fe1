package io.gpiot.synthesis.compose;

import io.gpiot.base.Json;
import io.gpiot.synthesis.Composer;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.execute.PythonScripts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes {@code main.py} and what it needs beside the programs, which are modules of the name
 * {@link Specification#module()} in the same folder.
 */
public final class MainComposer implements Composer {

    private final Path data;
    private final Distributions distributions;

    /** @param data what {@code main.py} reads unless told otherwise, absolute or from its folder on */
    public MainComposer(Path data, Distributions distributions) {
        this.data = data;
        this.distributions = distributions;
    }

    @Override
    public Map<String, String> compose(List<Value> data, List<Solution> solutions) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("main.py", main(data, solutions));
        files.put("README.md", readMe());
        files.put("loader.py", PythonScripts.text("loader.py"));
        files.put("pipeline.py", PythonScripts.text("pipeline.py"));
        files.put(
                "requirements.txt",
                distributions.requirements(solutions.stream()
                        .map(solution -> solution.candidate().code())
                        .toList()));
        return files;
    }

    private static String readMe() {
        return """
                # What is here

                - `report.html`: what was asked, planned, written and measured; begin there
                - `subtasks.md`, `specifications/`: the plan; edit one and give the same command, and what follows is made anew.
                  A specification that was amended while programs were tried stands beside it as `.as-run.md`
                - `step*.py`, `step*.md`: one program a sub-task, and its documentation
                - `main.py`: loads the data, calls the programs in order, saves and draws what they return
                - `notebook.ipynb`: the same to play with; its kernel needs the packages of `requirements.txt`
                - `results/`: what `main.py` returned; `candidates/`: every program that was tried, and its verdict
                - `log.jsonl`, `run.json`: what happened when, with which model, seeds and settings

                To run it elsewhere:

                    pip install -r requirements.txt
                    python main.py --help
                """;
    }

    private String main(List<Value> values, List<Solution> solutions) {
        Set<String> known = values.stream().map(Value::name).collect(Collectors.toSet());
        Set<String> inputs = new LinkedHashSet<>();
        Set<String> outputs = new LinkedHashSet<>();
        StringBuilder steps = new StringBuilder();
        for (Solution solution : solutions) {
            Specification specification = solution.specification();
            specification.inputs().stream()
                    .map(Parameter::name)
                    .filter(name -> known.contains(name) && !outputs.contains(name))
                    .forEach(inputs::add);
            specification.outputs().forEach(output -> outputs.add(output.name()));
            steps.append(step(specification));
        }
        return """
                \"""Loads the data, calls the programs in order, saves and draws what they return: python main.py --help\"""

                import sys

                import pipeline
                %s

                INPUTS = %s
                OUTPUTS = %s


                def run(values):
                    \"""Adds what each program returns to the values it gets.\"""
                %s

                if __name__ == "__main__":
                    sys.exit(pipeline.main(run, INPUTS, OUTPUTS, %s))
                """.formatted(
                solutions.stream()
                        .map(solution -> "import " + solution.specification().module())
                        .collect(Collectors.joining("\n")),
                list(inputs),
                list(outputs),
                steps.isEmpty() ? "    return\n" : steps,
                Json.write(data.toString()));
    }

    private static String step(Specification specification) {
        String targets = specification.outputs().stream()
                .map(output -> "values[\"" + output.name() + "\"]")
                .collect(Collectors.joining(", "));
        String arguments = specification.inputs().stream()
                .map(input -> ", " + input.name() + "=values[\"" + input.name() + "\"]")
                .collect(Collectors.joining());
        String title = (specification.number() + ". " + specification.name()).replaceAll("\\s+", " ");
        return "    # " + title + "\n    " + targets + " = pipeline.step(" + specification.module() + "."
                + specification.entryPoint() + arguments + ")\n";
    }

    private static String list(Set<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ", "[", "]"));
    }
}
