package io.gpiot.bench.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.Question;
import io.gpiot.bench.suite.Suite;
import io.gpiot.data.examine.Examiner;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.RealPython;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of tasks, stern and lax, in the real sandbox. */
class OracleCheckIT {

    private static final String REFERENCE = """
            def clipped(values, low, high=10):
                \"""Values within limits.\"""
                return [min(max(value, low), high) for value in values]
            """;

    private static final String STERN = """
            def check(candidate):
                assert candidate([-5, 3, 12], 0) == [0, 3, 10]
                assert candidate([9, 10, 11], 4) == [9, 10, 10]
                nothing = candidate([float("nan")], 0)[0]
                assert nothing != nothing
            """;

    @TempDir
    private Path folder;

    private OracleReport check(String test, String naive) {
        ProgramRunner runner = RealPython.runner();
        Path scripts = Path.of("target", "bench-scripts");
        CodeItem item = new CodeItem(
                "code/clip", "general", "", new Question.Described("Clip.", ""), "clipped", "", REFERENCE, naive, test);
        return new OracleCheck(runner, new Examiner(runner, "test", scripts, folder, 1), scripts)
                .check(new Suite("made", List.of(item), List.of(), List.of()), 25, Progress.NONE);
    }

    @Test
    void aSternTestAcceptsTheReferenceAlone() {
        OracleReport report = check(STERN, "def clipped(values, low, high=10):\n    return sorted(values)\n");
        OracleReport.Line line = report.tasks().getFirst();
        assertEquals("", line.reference());
        assertEquals(List.of(), line.accepted());
        assertEquals(7, line.standIns());
        // the limit up and down, min's and max's arguments swapped, which a NaN tells apart
        assertEquals(4, line.mutants());
        assertEquals(List.of(), line.alive());
        assertTrue(report.sound());
    }

    @Test
    void aLaxTestIsToldWithWhatItAccepts() {
        OracleReport report = check(
                "def check(candidate):\n    assert len(candidate([1, 2], 0)) == 2\n",
                "def clipped(values, low, high=10):\n    return values\n");
        OracleReport.Line line = report.tasks().getFirst();
        assertEquals(List.of("zeros", "constant", "input", "naive"), line.accepted());
        assertEquals(4, line.alive().size());
        assertTrue(line.alive().contains("def clipped(values, low, high=11):"), line.alive()::toString);
        assertFalse(report.sound());
        assertTrue(report.toText(true).contains("ACCEPTS zeros, constant, input, naive"), report.toText(true));
    }

    /** What is not a number is neither too large nor too small. */
    @Test
    void aTestThatOnlySaysWhatMustNotBeIsFound() {
        ProgramRunner runner = RealPython.runner();
        Path scripts = Path.of("target", "bench-scripts");
        CodeItem item = new CodeItem(
                "code/half",
                "general",
                "",
                new Question.Described("Halve.", ""),
                "half",
                "",
                "def half(x):\n    return x / 2\n",
                "",
                "def check(candidate):\n    for x in (2.0, 3.0):\n"
                        + "        assert not abs(candidate(x) - x / 2) > 1e-9\n");
        OracleReport report = new OracleCheck(runner, new Examiner(runner, "test", scripts, folder, 1), scripts)
                .check(new Suite("made", List.of(item), List.of(), List.of()), 0, Progress.NONE);
        assertEquals(List.of("not a number"), report.tasks().getFirst().accepted());
    }

    /** numpy takes any negative number for the length that it finds; a limit, a slice and a tolerance are another matter. */
    @Test
    void onlyChangesThatComputeTheSameOnEveryInputAreNoMutants() {
        ProgramRunner runner = RealPython.runner();
        CodeItem item = new CodeItem(
                "code/loud",
                "general",
                "",
                new Question.Described("Loud?", ""),
                "loud",
                "",
                "def loud(x):\n    return bool((x[:-1].reshape(-1) > 0.5).any() and max(x[0], 1e-9))\n",
                "",
                "def check(candidate): pass");
        List<String> lines = MutantMaker.make(
                        runner, Path.of("target", "bench-scripts").toAbsolutePath(), List.of(item), 25)
                .getFirst()
                .stream()
                .map(OracleReport.Mutant::line)
                .toList();
        for (String made :
                List.of(">= 0.5", "< 0.5", "> 0.625", "[:-2]", "reshape(+1)", "max(1e-09, x[0])", "1.25e-09")) {
            assertTrue(lines.stream().anyMatch(line -> line.contains(made)), () -> made + " is not in " + lines);
        }
        assertFalse(lines.stream().anyMatch(line -> line.contains("reshape(-2)")), lines::toString);
    }

    @Test
    void aReferenceThatFailsIsToldWithItsReason() {
        OracleReport report = check("def check(candidate):\n    assert candidate([1], 0) == [2], 'never'\n", "");
        assertTrue(report.tasks().getFirst().reference().contains("never"), report::toString);
        assertFalse(report.sound());
    }
}
