package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import io.gpiot.engine.adapter.AdapterFile;
import io.gpiot.pect.TinyTuning;
import io.gpiot.pect.recipe.Recipe;
import io.gpiot.pect.recipe.Recipes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TuneCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int gpiot(Object... arguments) {
        CommandLine command =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> words =
                new ArrayList<>(Arrays.stream(arguments).map(String::valueOf).toList());
        words.addAll(List.of("--threads", "1")); // so small a model only loses time to threads
        return command.execute(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pect", "lora", "two-loras"})
    void aTuningWritesItsWholeFolder(String method) throws IOException {
        Path recipe = TinyTuning.write(folder, method, "epochs: 2");
        Path run = folder.resolve("run");
        assertEquals(0, gpiot("tune", recipe, "--out", run), err::toString);
        for (String file :
                List.of("recipe.yaml", "data.json", "rejected.jsonl", "metrics.jsonl", "curves.png", "adapter")) {
            assertTrue(Files.exists(run.resolve(file)), file);
        }
        Recipe resolved = Recipes.read(run.resolve("recipe.yaml"));
        assertEquals(Recipes.read(recipe), resolved);
        JsonNode data = Json.MAPPER.readTree(Files.readString(run.resolve("data.json")));
        assertEquals(64, data.get("training").get(1).get("sha256").asText().length());
        assertFalse(AdapterFile.read(run.resolve("adapter")).tensors().isEmpty());
        assertTrue(out.toString().contains("about"), out.toString());
        assertTrue(out.toString().contains("development loss"), out.toString());
        List<String> metrics = Files.readAllLines(run.resolve("metrics.jsonl"));
        double first = loss(metrics.getFirst());
        double last = loss(metrics.getLast());
        assertTrue(last < first, first + " -> " + last);
    }

    private static double loss(String line) throws IOException {
        return Json.MAPPER.readTree(line).get("development_loss").asDouble();
    }

    @Test
    void aDryRunSaysWhatTheTuningTakesAndWritesNothing() throws IOException {
        Path recipe = TinyTuning.write(folder, "pect", "epochs: 2");
        assertEquals(0, gpiot("tune", recipe, "--dry-run", "--json", "--out", folder.resolve("run")), err::toString);
        JsonNode report = events("dry_run").getFirst().get("report");
        assertEquals(20, report.get("steps").asInt());
        assertTrue(report.get("tokensPerSecond").asDouble() > 0);
        assertTrue(report.get("peakMemory").asLong() > 0);
        assertTrue(events("plan").getFirst().get("estimate").get("memory").asLong() > 0);
        assertFalse(Files.exists(folder.resolve("run")));
    }

    private List<JsonNode> events(String name) {
        return out.toString()
                .lines()
                .map(line -> {
                    try {
                        return Json.MAPPER.readTree(line);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .filter(event -> event.get("event").asText().equals(name))
                .toList();
    }

    @Test
    void addedEpochsGoOnAndAnotherRecipeIsRefused() throws IOException {
        Path recipe = TinyTuning.write(folder, "lora", "epochs: 1");
        Path run = folder.resolve("run");
        assertEquals(0, gpiot("tune", recipe, "--out", run), err::toString);
        out.getBuffer().setLength(0);
        assertEquals(0, gpiot("tune", recipe, "--out", run, "--add-epochs", 1, "--json"), err::toString);
        JsonNode state = events("result").getFirst().get("state");
        assertEquals(2 * state.get("cycles").get(0).asInt(), state.get("step").asInt());

        Files.writeString(recipe, Files.readString(recipe).replace("1e-3", "2e-3"));
        assertEquals(2, gpiot("tune", recipe, "--out", run));
        assertTrue(
                err.toString()
                        .contains("is a checkpoint of another tuning: training.learningRate was 0.001 and is 0.002"),
                err.toString());
    }

    @Test
    void dataThatChangedSinceAreRefused() throws IOException {
        Path recipe = TinyTuning.write(folder, "lora", "epochs: 1");
        assertEquals(0, gpiot("tune", recipe, "--out", folder.resolve("run")), err::toString);
        Path data = folder.resolve("tdd.jsonl");
        Files.writeString(data, Files.readString(data).replace("Steps of 1\"", "Steps of one\""));
        assertEquals(2, gpiot("tune", recipe, "--out", folder.resolve("run")));
        assertTrue(err.toString().contains("SHA-256 of " + data + " was"), err.toString());
    }

    @Test
    void wrongInputIsOneLine() throws IOException {
        Path recipe = TinyTuning.write(folder, "lora", "epochs: 1");
        String text = Files.readString(recipe);
        Files.writeString(
                recipe,
                text.replace("maximum_length: 128", "maximum_length: 100000")
                        .replace("tokens_per_batch: 300", "tokens_per_batch: 100000"));
        assertEquals(2, gpiot("tune", recipe));
        assertTrue(err.toString().contains("training.maximum_length is 100000, the context of tiny.gguf has"));
        Files.writeString(recipe, text.replace("rank: 4", "rank: 4, targets: [q_prj]"));
        assertEquals(2, gpiot("tune", recipe));
        Files.writeString(recipe, text.replace("every: 10", "metric: loss_path3"));
        assertEquals(2, gpiot("tune", recipe, "--out", folder.resolve("run")));
        assertTrue(err.toString().contains("evaluation.metric must be one of loss"), err.toString());
        assertEquals(3, err.toString().lines().count(), err.toString());
    }
}
