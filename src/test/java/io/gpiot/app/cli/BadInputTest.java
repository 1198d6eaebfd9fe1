package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What users get wrong is answered before anything is fetched or loaded: one line, exit code 2, no trace. */
class BadInputTest {

    @TempDir
    Path folder;

    private Path data;
    private Path empty;

    @BeforeEach
    void makeFolders() throws Exception {
        data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("x.csv"), "1,2\n3,4\n");
        empty = Files.createDirectories(folder.resolve("empty"));
    }

    @Test
    void emptyRequirement() {
        refused("the requirement is empty", "synth", "  ", "--data", data.toString());
    }

    @Test
    void missingData() {
        refused(
                "there is no",
                "synth",
                "Count",
                "--data",
                folder.resolve("nowhere").toString());
    }

    @Test
    void emptyDataFolder() {
        refused("is empty; put data files into it", "synth", "Count", "--data", empty.toString());
    }

    @Test
    void unknownModelNamesTheNearest() {
        refused("the nearest are", "models", "show", "qwen3");
    }

    @Test
    void modelFileThatIsNone() throws Exception {
        Path file = Files.writeString(folder.resolve("m.gguf"), "hello, this is no model");
        refused("is not a GGUF file", "models", "pull", "mine", "--from", file.toString());
    }

    @Test
    void modelFileThatIsCutOff() throws Exception {
        Path file = Files.write(
                folder.resolve("m.gguf"), new byte[] {'G', 'G', 'U', 'F', 3, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0});
        refused("is truncated", "models", "pull", "mine", "--from", file.toString());
    }

    @Test
    void demoOnAFolderWithoutRecords() {
        refused("no WFDB records", "demo", "heartbeat", "--data", empty.toString());
    }

    @Test
    void demoOnRecordsWithoutAnnotations() throws Exception {
        Files.writeString(data.resolve("100.hea"), "100 1 360 10\n100.dat 16 200 12 0 0 0 0 MLII\n");
        refused("have no annotations", "demo", "heartbeat", "--data", data.toString());
    }

    @Test
    void documentThatIsNotThere() {
        refused(
                "does not exist",
                "knowledge",
                "add",
                folder.resolve("paper.pdf").toString());
    }

    @Test
    void commandWithASpellingMistake() {
        misused("gpiot", "did you mean synth? ", "synht", "Count");
    }

    @Test
    void optionWithASpellingMistake() {
        misused("gpiot models list", "", "models", "list", "--jsn");
    }

    @Test
    void missingArgument() {
        misused("gpiot synth", "", "synth", "Count");
        misused("gpiot knowledge add", "", "knowledge", "add");
    }

    @Test
    void valueThatIsNoNumber() {
        misused("gpiot api search", "", "api", "search", "x", "--count", "many");
    }

    @Test
    void searchForNothing() {
        refused("--count must be 1 or more, was 0", "api", "search", "butter", "--count", "0");
        refused("a word to search for is empty", "api", "search", "");
        refused("the path is empty", "api", "show", "");
    }

    /** The message, and where to read on. */
    private static void misused(String command, String hint, String... arguments) {
        Said said = run(arguments);
        assertEquals(2, said.code(), said.err());
        List<String> lines = said.err().lines().toList();
        assertEquals(2, lines.size(), said.err());
        assertTrue(lines.getFirst().startsWith("gpiot: "), said.err());
        assertTrue(lines.getLast().endsWith("see " + command + " --help"), said.err());
        assertTrue(lines.getLast().startsWith(hint), said.err());
    }

    private void refused(String part, String... arguments) {
        Said said = run(arguments);
        assertEquals(2, said.code(), said.err());
        List<String> lines = said.err().lines().toList();
        assertEquals(1, lines.size(), said.err());
        assertTrue(lines.getFirst().startsWith("gpiot: ") && lines.getFirst().contains(part), said.err());
        assertFalse(said.err().contains("Exception"), said.err());
    }

    private record Said(int code, String err) {}

    private static Said run(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(new StringWriter(), true));
        line.setErr(new PrintWriter(err, true));
        return new Said(line.execute(arguments), err.toString());
    }
}
