package io.gpiot.synthesis.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.base.Json;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import java.util.stream.Collectors;

/** A run as a Jupyter notebook (nbformat 4.5). It stands in the run's folder and uses its loader.py and pipeline.py. */
public final class Notebook {

    private Notebook() {}

    public static String render(RunView run) {
        ObjectNode notebook = Json.MAPPER.createObjectNode();
        ArrayNode cells = notebook.putArray("cells");
        markdown(cells, "# GPIoT run\n\n" + run.requirement());
        code(
                cells,
                "import loader\nimport pipeline\n\nvalues = loader.load("
                        + Json.write(run.data().toString()) + ")\nlist(values)");
        for (RunView.Step step : run.steps()) {
            Solution solution = step.solution();
            markdown(
                    cells,
                    "## " + step.specification().number() + ". "
                            + step.specification().name() + "\n\n"
                            + step.specification().toMarkdown()
                            + (solution == null
                                    ? "\n\n**Not solved.**"
                                    : "\n\n" + solution.candidate().documentation()));
            if (solution != null) {
                code(cells, solution.candidate().code());
                code(cells, call(solution));
            }
        }
        ObjectNode metadata = notebook.putObject("metadata");
        metadata.putObject("kernelspec")
                .put("display_name", "Python 3")
                .put("language", "python")
                .put("name", "python3");
        metadata.putObject("language_info").put("name", "python");
        notebook.put("nbformat", 4).put("nbformat_minor", 5);
        return Json.write(notebook) + "\n";
    }

    private static String call(Solution solution) {
        var specification = solution.specification();
        String targets = specification.outputs().stream()
                .map(output -> "values[\"" + output.name() + "\"]")
                .collect(Collectors.joining(", "));
        return targets + " = pipeline.step(" + specification.entryPoint()
                + specification.inputs().stream()
                        .map(Parameter::name)
                        .map(name -> ", " + name + "=values[\"" + name + "\"]")
                        .collect(Collectors.joining())
                + ")\n" + targets;
    }

    private static void markdown(ArrayNode cells, String text) {
        cell(cells, "markdown", text);
    }

    private static void code(ArrayNode cells, String text) {
        ObjectNode cell = cell(cells, "code", text);
        cell.putNull("execution_count");
        cell.putArray("outputs");
    }

    private static ObjectNode cell(ArrayNode cells, String type, String text) {
        ObjectNode cell = cells.addObject();
        cell.put("cell_type", type).put("id", "cell-" + cells.size()).put("source", text);
        cell.putObject("metadata");
        return cell;
    }
}
