package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    void dataFolderWithoutAKnownKindOfFile() throws Exception {
        Files.writeString(empty.resolve("firmware.bin"), "?");
        refused(
                "holds no file of a kind that can be read (firmware.bin)",
                "synth",
                "Count",
                "--data",
                empty.toString());
    }

    @Test
    void hugeData() throws Exception {
        try (var file = new RandomAccessFile(data.resolve("huge.csv").toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        refused("over the limit of 2048 MiB", "synth", "Count", "--data", data.toString());
    }

    @Test
    void requirementLongerThanTheContext() throws Exception {
        Path model = TinyModels.gguf(folder.resolve("m"), 1); // 2,048 tokens, almost each a byte
        Path run = folder.resolve("run");
        refused(
                "the requirement is too long",
                "synth",
                "zq ".repeat(1000),
                "--data",
                data.toString(),
                "--model",
                model.toString(),
                "--out",
                run.toString());
        assertFalse(Files.exists(run));
        refused("more than 100000: shorten it", "synth", "zq ".repeat(40_000), "--data", data.toString());
    }

    @Test
    void modelThatIsNotThere() {
        for (String model : List.of("qwen3", "no/such.gguf")) {
            refused(model, "synth", "Count", "--data", data.toString(), "--model", model);
        }
    }

    @Test
    void modelOfAnotherArchitectureOrQuantisation() throws Exception {
        Path strange = TinyModels.gguf(folder.resolve("m"), "mamba", TensorType.F32, 1);
        refused("architecture 'mamba'", "synth", "Count", "--data", data.toString(), "--model", strange.toString());
        Path coarse = TinyModels.gguf(folder.resolve("m"), 1);
        byte[] bytes = Files.readAllBytes(coarse);
        String tensor = "token_embd.weight";
        int type = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(tensor) + tensor.length() + 4 + 16;
        bytes[type] = 10;
        Files.write(coarse, bytes);
        refused("quantised as Q2_K", "synth", "Count", "--data", data.toString(), "--model", coarse.toString());
    }

    @Test
    void homeThatIsAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("home"));
        for (List<String> command : List.of(
                List.of("synth", "Count", "--data", data.toString()),
                List.of("models", "list"),
                List.of("knowledge", "list"))) {
            List<String> java = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()));
            java.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(java).redirectErrorStream(true);
            builder.environment().put("GPIOT_HOME", file.toString());
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(2, process.waitFor(), said);
            assertEquals(
                    "gpiot: cannot use " + file + " as home: " + file
                            + " is a file and not a folder; set GPIOT_HOME to a folder of yours",
                    said.strip());
        }
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
