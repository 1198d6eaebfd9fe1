package io.gpiot.data.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.data.CodeTask;
import io.gpiot.data.Level;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.SampleRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowFilesTest {

    @TempDir
    private Path folder;

    private Rows read() {
        return RowFiles.read(List.of(folder));
    }

    private ProgramRow program(String text) {
        SampleRows.file(folder, "cgd/ecg/centre-signal.md", text);
        return read().of(ProgramRow.class).getFirst();
    }

    private List<String> faults(String name, String text) {
        Path file = SampleRows.file(folder, name, text);
        return switch (RowFiles.read(file)) {
            case Reading.Good good -> List.of();
            case Reading.Bad bad ->
                bad.faults().stream()
                        .map(fault -> fault.toText().replace(file.toString(), "FILE"))
                        .toList();
        };
    }

    @Test
    void rowsOfEachKindAreReadWhole() {
        SampleRows.write(folder);
        Rows rows = read();
        assertEquals(List.of(), rows.faults());
        assertEquals(3, rows.files());
        ProgramRow program = rows.of(ProgramRow.class).getFirst();
        assertEquals("cgd/ecg/centre-signal", program.label().id());
        assertEquals("def centre(signal, gain):", program.specification().signature());
        assertEquals("Centre a signal", program.specification().name());
        assertEquals(Level.EASY, program.level());
        assertTrue(program.code().startsWith("import numpy as np\n\n\ndef centre"), program.code());
        assertTrue(program.test().endsWith("< 1e-6\n"), program.test());
        ProblemRow problem = rows.of(ProblemRow.class).getFirst();
        assertEquals(5, problem.subTasks().size());
        assertEquals("pulse counter", problem.modality());
        assertEquals(2, problem.wordings().size());
        CodeTask task = rows.of(CodeTask.class).getFirst();
        assertEquals("running-sum", task.label().topic());
        assertTrue(task.reference().endsWith("pulses))\n"), task.reference());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Level: easy                 | Level: trivial            | FILE, line 4: the level must be easy, medium or hard, was 'trivial'
        Topic: centring             | Topic: Cen tring          | FILE, line 3: the topic must be a few words in kebab-case, was 'Cen tring'
        - gain (float)              | - gain (double)           | FILE, line 12: unknown value type 'double'; use one of numpy.ndarray, float, int, bool, str, list, dict, pandas.DataFrame
        - offset (float): the       | - offset: the             | FILE, line 16: expected 'name (type): meaning', got '- offset: the median that was taken off'
        def centre(signal, gain)    | def centre(gain, signal)  | FILE, line 23: the function takes [gain, signal], the specification says [signal, gain] (no defaults, no annotations)
        import numpy as np          | import torch as np        | FILE, line 20: imports torch, which is none of our libraries
        return (signal              | print(1) or (signal       | FILE, line 34: calls print()
        default_rng(3)              | default_rng()             | FILE, line 47: draws random numbers without a generator that has a seed
        def check(candidate)        | def test(candidate)       | FILE, line 43: the test does not define check
        ## Documentation            | ## Doc                    | FILE: the section '## Documentation' is missing or empty
        """)
    void aFaultIsToldWithItsLine(String old, String wrong, String expected) {
        String name = "cgd/ecg/centre-signal.md";
        assertEquals(List.of(), faults(name, SampleRows.PROGRAM));
        List<String> faults = faults(name, SampleRows.PROGRAM.replaceFirst(java.util.regex.Pattern.quote(old), wrong));
        assertTrue(faults.contains(expected), faults.toString());
    }

    @Test
    void allFaultsOfAFileAreToldAtOnce() {
        List<String> faults = faults(
                "cgd/ecg/x.md", SampleRows.PROGRAM.replace("easy", "hardest").replace("Topic:", "Theme:"));
        assertEquals(3, faults.size(), faults.toString());
    }

    @Test
    void aHeadingInsideAProgramIsPartOfIt() {
        ProgramRow row = program(SampleRows.PROGRAM.replace("    # A median", "## Median\n    # A median"));
        assertTrue(row.code().contains("\n## Median\n"), row.code());
    }

    @Test
    void subTasksMustBeWrittenAsTheModelIsToAnswer() {
        String text = SampleRows.PROBLEM.replace("neighbours\n\nSub-Task 2", "neighbours\nSub-Task 2");
        assertEquals(
                List.of(
                        "FILE, line 23: not the shape of sub-tasks ('Sub-Task n [Name]', lines '- step', one blank line)"),
                faults("tdd/water/leaks.md", text));
        String misnumbered = SampleRows.PROBLEM.replace("Sub-Task 5", "Sub-Task 6");
        assertEquals(1, faults("tdd/water/leaks.md", misnumbered).size());
    }

    @Test
    void aTasksFaultsNameTheirLines() {
        assertEquals(
                List.of(
                        "FILE, line 11: the signature must be 'def running_sum(pulses):', was 'def running_sum(counts):'"),
                faults(
                        "bench/code/running-sum.json",
                        SampleRows.TASK.replace("sum(pulses):\",\n  \"entry", "sum(counts):\",\n  \"entry")));
        List<String> broken = faults(
                "bench/code/running-sum.json", SampleRows.TASK.replace("\"kind\": \"code\",", "\"kind\" \"code\","));
        assertTrue(broken.getFirst().startsWith("FILE, line 3: "), broken.toString());
    }

    @Test
    void theHashFollowsTheContentAlone() {
        ProgramRow row = program(SampleRows.PROGRAM);
        assertEquals(
                row.hash(),
                program(SampleRows.PROGRAM.replace("Topic: centring", "Topic: offsets"))
                        .hash());
        assertNotEquals(
                row.hash(), program(SampleRows.PROGRAM.replace("200)", "201)")).hash());
        assertNotEquals(
                row.hash(),
                program(SampleRows.PROGRAM.replace("any unit", "any units")).hash());
    }

    @Test
    void reservedTopicsUnknownDomainsAndDoublesAreRefused() {
        SampleRows.write(folder);
        SampleRows.file(folder, "cgd/ecg/twin.md", SampleRows.PROGRAM);
        SampleRows.file(
                folder,
                "cgd/wind/other.md",
                SampleRows.PROGRAM.replace("centring", "pump-cavitation").replace("200", "300"));
        SampleRows.file(
                folder,
                "bench/code/free.json",
                SampleRows.TASK.replace("running-sum", "free").replace("100, 4", "99, 4"));
        List<String> faults = read().faults().stream().map(Fault::why).toList();
        assertEquals(4, faults.size(), faults.toString());
        assertTrue(faults.get(0).startsWith("the topic 'free' is not reserved"), faults.toString());
        assertTrue(faults.get(1).startsWith("has the content of "), faults.toString());
        assertEquals("the domain 'wind' is not in topics.md", faults.get(2));
        assertEquals("the topic 'pump-cavitation' belongs to gpiot-bench alone", faults.get(3));
    }

    @Test
    void aPathThatDoesNotExistIsTheUsersFault() {
        var error = assertThrows(GpiotException.class, () -> RowFiles.read(List.of(folder.resolve("nowhere"))));
        assertEquals(GpiotException.Category.USER, error.category());
    }

    @Test
    void aFileThatIsNotTextIsAFault() throws Exception {
        Path file = SampleRows.file(folder, "cgd/ecg/binary.md", "");
        Files.write(file, new byte[] {(byte) 0xc3, (byte) 0x28});
        assertEquals(
                List.of("is not UTF-8"),
                read().faults().stream().map(Fault::why).toList());
    }

    @Test
    void allRowsOfTheRepositoryAreInOrder() {
        Rows rows = RowFiles.read(List.of(Path.of("data")));
        assertEquals(List.of(), rows.faults().stream().map(Fault::toText).toList());
        assertTrue(rows.of(ProgramRow.class).size() >= 100, rows.files() + " files");
    }
}
