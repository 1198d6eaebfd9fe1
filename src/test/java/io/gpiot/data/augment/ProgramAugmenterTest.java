package io.gpiot.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.data.Axis;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.SampleRows;
import io.gpiot.data.augment.vary.ProgramVariations;
import io.gpiot.data.read.Reading;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.read.Rows;
import io.gpiot.data.scale.Cores;
import io.gpiot.data.verify.RowVerdict;
import io.gpiot.synthesis.execute.ProgramRunner;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramAugmenterTest {

    @TempDir
    private Path folder;

    private List<Row> written() {
        return RowFiles.read(List.of(SampleRows.write(folder.resolve("data")))).rows();
    }

    /** Stands in for Python: writes variations whose text is nothing like the row's. */
    private ProgramVariations variations(String... names) {
        ProgramRunner runner = task -> {
            List<Map<String, Object>> varied = java.util.Arrays.stream(names)
                    .map(ProgramAugmenterTest::varied)
                    .toList();
            Json.writeFile(task.output().resolve("variations.json"), Map.of("variations", varied, "skipped", 0));
            return new ProgramRunner.Result(0, "", "", 0, 0, false, false);
        };
        return new ProgramVariations(() -> runner, new Cores(1));
    }

    private static Map<String, Object> varied(String name) {
        Map<String, Object> all = new HashMap<>();
        String words = (name + " ").repeat(3) + name.replace("", " ").strip();
        all.put("id", "cgd/ecg/" + name);
        all.put("parent", "cgd/ecg/centre-signal");
        all.put("axis", "units");
        all.put("title", "Title of " + name);
        all.put("entry", name);
        all.put("target", "Do with the signal what " + words + " says, and nothing else at all, in volts.");
        all.put("inputs", List.of(Map.of("name", "x", "type", "numpy.ndarray", "meaning", "of " + words)));
        all.put("outputs", List.of(Map.of("name", "y", "type", "numpy.ndarray", "meaning", "result of " + words)));
        all.put(
                "code",
                "import numpy as np\n\n\ndef " + name + "(x):\n    \"\"\"Do it.\"\"\"\n    return np.sqrt(x)\n");
        all.put(
                "documentation",
                "Fifteen words or more must stand here, so that the rule on lengths is kept: " + words);
        all.put("test", "def check(candidate):\n    assert candidate(4) == 2\n");
        all.put("naive", "def " + name + "(x):\n    return x\n");
        return all;
    }

    private static Map<String, RowVerdict> verdicts(List<ProgramRow> rows) {
        Map<String, RowVerdict> verdicts = new HashMap<>();
        for (ProgramRow row : rows) {
            String name = row.specification().entryPoint();
            verdicts.put(
                    row.hash(),
                    name.startsWith("bad")
                            ? new RowVerdict.Failed("the test accepts the naive program")
                            : new RowVerdict.Passed(0.1, List.of()));
        }
        return verdicts;
    }

    @Test
    void onlyWhatPassedAndIsNewIsTaken() {
        Augmentation made = ProgramAugmenter.augment(
                written(), variations("alpha", "badly", "alpha"), 4, 1, ProgramAugmenterTest::verdicts);
        assertEquals(
                List.of("cgd/ecg/alpha"),
                made.rows().stream().map(row -> row.label().id()).toList());
        assertEquals(Map.of("cgd: execution", 1, "cgd: near-duplicate", 1), made.reasons());
        assertEquals(Map.of("cgd: units", 1), made.axes());
        assertEquals(Map.of("cgd", 1), made.writtenPairs());
        assertEquals(Map.of("cgd", 2), made.allPairs());
    }

    @Test
    void whatWasNotRunIsRefused() {
        Augmentation made = ProgramAugmenter.augment(written(), variations("alpha"), 4, 1, rows -> Map.of());
        assertTrue(made.rows().isEmpty());
        assertEquals(Map.of("cgd: was not checked", 1), made.reasons());
    }

    @Test
    void variationsReadBackWithParentAxisAndTheProgramThatMustFail() {
        Augmentation made =
                ProgramAugmenter.augment(written(), variations("alpha"), 4, 1, ProgramAugmenterTest::verdicts);
        AugmentedFiles.write(made.rows(), made.refusals(), folder.resolve("data"), folder.resolve("out"));
        Rows read = RowFiles.read(List.of(folder.resolve("out")));
        assertEquals(List.of(), read.faults());
        ProgramRow row = (ProgramRow) read.rows().getFirst();
        assertEquals("cgd/ecg/centre-signal", row.label().parent());
        assertEquals(Axis.UNITS, row.label().axis());
        assertEquals(made.rows().getFirst().hash(), row.hash());
        assertTrue(row.naive().startsWith("def alpha(x):"));
    }

    @Test
    void aRowWithoutParentOrWithAnUnknownAxisIsFaulty() {
        String text = SampleRows.PROGRAM.replace("Level: easy", "Level: easy\nAxis: sideways");
        Reading reading = RowFiles.read(SampleRows.file(folder, "cgd/ecg/row.md", text));
        assertTrue(reading instanceof Reading.Bad bad
                && bad.faults().stream().anyMatch(fault -> fault.why().contains("no axis 'sideways'"))
                && bad.faults().stream().anyMatch(fault -> fault.why().contains("'Parent: ...' is missing")));
    }

    @Test
    void aScriptThatWritesNothingIsTold() {
        ProgramRunner silent = task -> new ProgramRunner.Result(1, "", "no memory", 0, 0, false, false);
        GpiotException told = assertThrows(
                GpiotException.class,
                () -> new ProgramVariations(() -> silent, new Cores(1))
                        .of(
                                written().stream()
                                        .filter(ProgramRow.class::isInstance)
                                        .map(ProgramRow.class::cast)
                                        .toList(),
                                1,
                                1));
        assertTrue(String.valueOf(told.getMessage()).contains("no memory"));
    }
}
