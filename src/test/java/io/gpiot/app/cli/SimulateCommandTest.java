package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private String made(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void dataAndTruthAreWrittenApartAndNamed() throws Exception {
        assertEquals(0, run("simulate", "ecg", "-o", made("ecg"), "--seed", "5", "--size", "3"), err.toString());
        assertTrue(out.toString().startsWith("simulated ECG"), out.toString());
        assertTrue(Files.exists(folder.resolve("ecg/ecg.hea")));
        assertTrue(Files.exists(folder.resolve("ecg-truth/ecg.atr")));
        try (var files = Files.list(folder.resolve("ecg"))) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".atr")));
        }
    }

    @Test
    void theSameSeedWritesTheSameBytes() throws Exception {
        assertEquals(0, run("simulate", "csi", "-o", made("one"), "--size", "3"));
        assertEquals(0, run("simulate", "csi", "-o", made("two"), "--size", "3"));
        assertEquals(0, run("simulate", "csi", "-o", made("other"), "--size", "3", "--seed", "2"));
        byte[] one = Files.readAllBytes(folder.resolve("one/csi_train.npy"));
        assertEquals(-1, java.util.Arrays.mismatch(one, Files.readAllBytes(folder.resolve("two/csi_train.npy"))));
        assertFalse(java.util.Arrays.equals(one, Files.readAllBytes(folder.resolve("other/csi_train.npy"))));
    }

    @Test
    void machinesGetOneObject() throws Exception {
        assertEquals(0, run("simulate", "ecg", "-o", made("ecg"), "--size", "3", "--json"));
        var read = Json.MAPPER.readTree(out.toString());
        assertEquals(
                folder.resolve("ecg-truth/ecg.atr").toString(),
                read.get("truth").asText());
        assertEquals("ecg", read.get("label").get("simulator").asText());
    }

    @Test
    void whatCannotBeMadeIsRefusedInOneLine() throws Exception {
        assertEquals(2, run("simulate", "eeg", "-o", made("x")));
        assertEquals(2, run("simulate", "ecg", "-o", made("x"), "--size", "0"));
        Files.writeString(folder.resolve("mine.csv"), "1\n");
        assertEquals(2, run("simulate", "ecg", "-o", folder.toString()));
        assertEquals(3, err.toString().lines().count(), err.toString());
    }

    @Test
    void applicationsAreRefusedBeforeAModelIsLoaded() {
        String[][] wrong = {
            {"--application", "cooking"},
            {"--application", "heartbeat", "--data", made("no-such")},
            {"--application", "heartbeat", "--data", folder.toString()},
            {"--application", "multimodal", "--data", folder.toString()},
            {"--application", "wifi-har", "--variants", "P7"},
            {"--application", "wifi-har", "--runs", "0"},
            {"--application", "heartbeat", "--endpoint", "http://localhost:1/v1"},
            {"--runs", "3"},
        };
        for (String[] options : wrong) {
            String[] all = new String[options.length + 1];
            all[0] = "bench";
            System.arraycopy(options, 0, all, 1, options.length);
            assertEquals(2, run(all), String.join(" ", options));
        }
        assertEquals(wrong.length, err.toString().lines().count(), err.toString());
    }

    @Test
    void aRequirementNeedsEitherDataOrASimulator() {
        String[][] wrong = {
            {"synth", "Find peaks"},
            {"synth", "Find peaks", "--data", folder.toString(), "--simulate", "ecg"},
            {"synth", "Find peaks", "--simulate", "eeg", "--out", made("run")},
        };
        for (String[] arguments : wrong) {
            assertEquals(2, run(arguments), String.join(" ", arguments));
        }
        // a missing option is followed by where to read on
        assertEquals(wrong.length + 1, err.toString().lines().count(), err.toString());
        assertFalse(Files.exists(folder.resolve("run-simulated")));
    }
}
