package io.gpiot.synthesis.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.HtmlText;
import io.gpiot.base.Json;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    Path folder;

    @Test
    void pageHoldsEverythingAndFetchesNothing() throws Exception {
        Path plot = Files.write(folder.resolve("peaks.png"), new byte[] {1, 2, 3});
        String page = HtmlReport.render(view(List.of(plot)));
        for (String part : List.of(
                "find the <peaks>",
                "Band-pass",
                "y (numpy.ndarray)",
                "def clean(x)",
                "raised KeyError",
                "not solved")) {
            assertTrue(page.contains(HtmlText.escape(part)), part);
        }
        assertTrue(page.contains("data:image/png;base64,AQID"));
        assertFalse(page.contains("http"), "the page refers to something outside");
    }

    @Test
    void textOfTheModelCannotBecomeMarkup() {
        String page = HtmlReport.render(view(List.of()));
        assertFalse(page.contains("<script>"));
        assertTrue(page.contains("&lt;script&gt;"));
    }

    @Test
    void notebookIsValidAndCallsTheProgramsInOrder() throws Exception {
        JsonNode notebook = Json.MAPPER.readTree(Notebook.render(view(List.of())));
        assertEquals(4, notebook.get("nbformat").asInt());
        List<String> code = notebook.get("cells").findValuesAsText("source");
        assertTrue(code.contains("def clean(x):\n    return x  # <script>"));
        assertTrue(code.contains("values[\"y\"] = pipeline.step(clean, x=values[\"x\"])\nvalues[\"y\"]"));
    }

    private RunView view(List<Path> plots) {
        Parameter x = Parameter.parse("x (numpy.ndarray): signal");
        Parameter y = Parameter.parse("y (numpy.ndarray): clean signal");
        Specification first = new Specification(1, "Clean", "clean", "Clean the signal.", List.of(x), List.of(y));
        Specification second = new Specification(2, "Peaks", "peaks", "Find peaks.", List.of(y), List.of(y));
        Solution solution = new Solution(
                first,
                new Candidate(1, 0, 1, 10, "def clean(x):\n    return x  # <script>", "## Documentation"),
                new Verdict.Held(List.of(new Value(y, "float64, shape (5,)")), 0.1, 1000, ""));
        return new RunView(
                "find the <peaks>",
                folder,
                List.of(new Value(x, "float64, shape (5,)")),
                List.of(new SubTask(1, "Clean", List.of("Band-pass 5-15 Hz"))),
                List.of(
                        new RunView.Step(first, solution, List.of("held in 0.1 s")),
                        new RunView.Step(second, null, List.of("raised KeyError"))),
                List.of("1 of 2 sub-tasks solved"),
                plots,
                Map.of("model", "tiny"),
                Map.of("decompose", "1 s"));
    }
}
