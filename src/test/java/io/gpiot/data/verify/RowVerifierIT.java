package io.gpiot.data.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.data.Row;
import io.gpiot.data.SampleRows;
import io.gpiot.data.read.Reading;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.scale.Cores;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.RealPython;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows in the real sandbox. */
class RowVerifierIT {

    @TempDir
    private Path folder;

    private RowVerifier verifier(ProgramRunner runner) {
        return new RowVerifier(() -> runner, new VerdictCache(folder.resolve("verdicts.jsonl")), "test", new Cores(2));
    }

    private Row row(String name, String text) {
        return switch (RowFiles.read(SampleRows.file(folder, name, text))) {
            case Reading.Good good -> good.row();
            case Reading.Bad bad -> throw new AssertionError(bad.faults());
        };
    }

    private Row program(String old, String replacement) {
        return row("cgd/ecg/row.md", SampleRows.PROGRAM.replace(old, replacement));
    }

    private static String why(Map<String, RowVerdict> verdicts, Row row) {
        return assertInstanceOf(RowVerdict.Failed.class, verdicts.get(row.hash()))
                .why();
    }

    @Test
    void eachFaultHasItsReasonAndGoodRowsBesideItPass() {
        Row good = program("", "");
        Row wrong = program("np.median(finite)", "np.mean(finite) + 1");
        Row syntax = program("(signal - offset) * gain", "(signal - offset * gain");
        Row raises = program("    finite =", "    raise KeyError('x')\n    finite =");
        Row leaves = program("    finite =", "    raise SystemExit(0)\n    finite =");
        Row loops = program("    finite =", "    while gain == 2.0:\n        pass\n    finite =");
        Row blind = row(
                "cgd/ecg/blind.md",
                SampleRows.PROGRAM.replaceAll(
                        "(?s)    rng = np.random.*```", "    candidate(np.array([1.0, 3.0]), 1.0)\n```"));
        Row task = row("bench/code/running-sum.json", SampleRows.TASK);
        Row lazy = row(
                "bench/code/running-sum.json",
                SampleRows.TASK.replace(
                        "[1, 2, 100, 4])).tolist() == [1, 3, 3, 7]", "[1, 2, 4])).tolist() == [1, 3, 7]"));
        Row own = program("    finite =", "    assert centre.__doc__.startswith('Take the median off.')\n    finite =");
        List<Row> rows = List.of(good, wrong, syntax, raises, leaves, loops, blind, task, lazy, own);

        Map<String, RowVerdict> verdicts = verifier(RealPython.runner()).verify(rows, Progress.NONE);

        assertEquals(
                new RowVerdict.Passed(0, List.of()).notes(),
                assertInstanceOf(RowVerdict.Passed.class, verdicts.get(good.hash()))
                        .notes());
        assertInstanceOf(RowVerdict.Passed.class, verdicts.get(task.hash()));
        assertTrue(
                why(verdicts, wrong).startsWith("the program fails its test: line 10 of the test: AssertionError"),
                why(verdicts, wrong));
        assertTrue(why(verdicts, syntax).startsWith("syntax: "), why(verdicts, syntax));
        assertEquals("the program fails its test: line 12 of the program: KeyError: 'x'", why(verdicts, raises));
        assertEquals("the program fails its test: line 12 of the program: SystemExit: 0", why(verdicts, leaves));
        assertEquals("the program or its test does not end in time", why(verdicts, loops));
        assertEquals("the test accepts a function that returns None", why(verdicts, blind));
        assertEquals("the test accepts the naive program", why(verdicts, lazy));
        assertEquals(
                "the program passes its test once, not in the shape that models are asked for: line 22 of the program: "
                        + "AssertionError",
                why(verdicts, own));
    }

    @Test
    void oddThingsAreNotedWithoutFailing() {
        Row changes = program("    finite = ", "    signal += 0 * gain + 1e-12\n    finite = ");
        Map<String, RowVerdict> verdicts = verifier(RealPython.runner()).verify(List.of(changes), Progress.NONE);
        assertEquals(
                List.of("changes its input signal in place"),
                assertInstanceOf(RowVerdict.Passed.class, verdicts.get(changes.hash()))
                        .notes());
    }

    @Test
    void whatRanOnceIsRememberedAndWhatCouldNotRunIsNot() {
        Row good = program("", "");
        List<ProgramRunner.Task> started = new ArrayList<>();
        ProgramRunner broken = task -> {
            started.add(task);
            return new ProgramRunner.Result(1, "", "no Python", 0, 0, false, false);
        };
        assertEquals(
                new RowVerdict.Unchecked("no Python"),
                verifier(broken).verify(List.of(good), Progress.NONE).get(good.hash()));
        Map<String, RowVerdict> first = verifier(RealPython.runner()).verify(List.of(good), Progress.NONE);
        ProgramRunner never = task -> {
            throw GpiotException.user("was started");
        };
        assertEquals(first, verifier(never).verify(List.of(good), Progress.NONE));
        assertEquals(1, started.size());
    }
}
