package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Home;
import io.gpiot.base.Json;
import io.gpiot.base.model.Catalogue;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {

    @TempDir
    Path folder;

    private Path weights;
    private String out = "";
    private String err = "";

    @BeforeEach
    void makeModel() throws Exception {
        Path from = Files.createDirectories(folder.resolve("hf"));
        Files.writeString(
                from.resolve("config.json"),
                "{\"model_type\":\"llama\",\"num_hidden_layers\":2,\"num_attention_heads\":4,\"hidden_size\":8}");
        Files.writeString(from.resolve("tokenizer.json"), "{}");
        weights = from.resolve("model.safetensors");
        Files.write(weights, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    }

    @Test
    void listShowsTheCatalogueTheDefaultAndTheMachine() {
        assertEquals(0, run("list"));
        assertTrue(out.contains(Catalogue.DEFAULT_MODEL + " *"), out);
        assertTrue(out.contains("smollm2-135m-instruct"), out);
        assertTrue(out.contains("Apache-2.0") && out.contains("491 MB") && out.contains("this machine has"), out);
    }

    @Test
    void listAsJsonNamesImportedModelsToo() throws Exception {
        importModel();
        assertEquals(0, run("list", "--json"));
        JsonNode listing = Json.MAPPER.readTree(out);
        assertTrue(listing.at("/machine/total").asLong() > 0);
        assertEquals(4, listing.get("models").size());
        assertFalse(listing.at("/models/0/installed").asBoolean());
        assertTrue(listing.at("/models/0/default").asBoolean());
        assertEquals("mine", listing.at("/models/3/id").asText());
        assertTrue(listing.at("/models/3/installed").asBoolean());
    }

    @Test
    void showTellsWhereAModelComesFromAndWhatItNeeds() throws Exception {
        assertEquals(0, run("show", "qwen2.5-coder-1.5b-instruct", "--batch", "1", "--context", "1000"));
        assertTrue(out.contains("no: gpiot models pull qwen2.5-coder-1.5b-instruct"), out);
        assertTrue(out.contains("weights 3.1 GB, cache of 1 x 1,000 tokens 57 MB"), out);
        assertEquals(0, run("show", "qwen2.5-coder-1.5b-instruct", "--json"));
        assertEquals(
                1_117_320_768L, Json.MAPPER.readTree(out).at("/model/bytes").asLong());
    }

    @Test
    void showOfAnUnknownModelNamesTheNearestInOneLine() {
        assertEquals(2, run("show", "smollm"));
        assertTrue(err.startsWith("gpiot: there is no model smollm; the nearest are smollm2-135m-instruct"), err);
        assertEquals(1, err.lines().count());
    }

    @Test
    void aContextOfNoneIsRefused() {
        assertEquals(2, run("list", "--context", "0"));
        assertEquals("gpiot: --context must be 1 or more, was 0\n", err);
    }

    @Test
    void pullFromAFolderPrintsJsonLinesThatEndWithTheModel() throws Exception {
        assertEquals(0, run("pull", "mine", "--from", weights.getParent().toString(), "--json"));
        List<String> lines = out.lines().toList();
        for (String line : lines) {
            assertTrue(Json.MAPPER.readTree(line).hasNonNull("event"), line);
        }
        JsonNode last = Json.MAPPER.readTree(lines.getLast());
        assertEquals("installed", last.get("event").asText());
        assertTrue(Files.isDirectory(Path.of(last.get("path").asText())));
    }

    @Test
    void pullOfATruncatedFileIsTheUsersErrorInOneLine() throws Exception {
        Files.write(weights, new byte[] {9, 0, 0, 0, 0, 0, 0, 0, '{'});
        assertEquals(2, run("pull", "mine", "--from", weights.getParent().toString()));
        assertEquals("gpiot: " + weights + " is not a whole safetensors file: its head cannot be read\n", err);
    }

    @Test
    void removeAsksAndKeepsTheModelWithoutAYes() throws Exception {
        importModel();
        assertEquals(2, run("remove", "mine"));
        assertTrue(err.contains("[y/N]") && err.contains("was not removed"), err);
        assertEquals(0, execute("y\n", "remove", "mine"));
        assertEquals("removed mine (1 MB)\n", out);
        assertEquals(2, run("remove", "mine", "--yes"));
    }

    @Test
    void removeAsJsonNeedsYes() throws Exception {
        importModel();
        assertEquals(2, run("remove", "mine", "--json"));
        assertEquals("gpiot: mine was not removed: --json does not ask and needs --yes\n", err);
        assertEquals(0, run("remove", "mine", "--json", "--yes"));
        assertEquals("mine", Json.MAPPER.readTree(out).get("removed").asText());
    }

    @Test
    void everyHelpHasAnExample() {
        for (String command : List.of("list", "show", "pull", "remove")) {
            assertEquals(0, run(command, "--help"));
            assertTrue(out.contains("Example") && out.contains("  gpiot models " + command), out);
        }
    }

    private void importModel() {
        assertEquals(0, run("pull", "mine", "--from", weights.getParent().toString()), () -> err);
    }

    private int run(String... arguments) {
        return execute("", arguments);
    }

    private int execute(String typed, String... arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        var models = new ModelsCommand(
                new Home(folder.resolve("home")),
                Catalogue.builtIn(Map.of()),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        int code = new CommandLine(models)
                .setExecutionExceptionHandler((exception, command, parsed) -> Main.report(exception, command))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(outText, true))
                .setErr(new PrintWriter(errText, true))
                .execute(arguments);
        out = outText.toString();
        err = errText.toString();
        return code;
    }
}
