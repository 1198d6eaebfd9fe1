package io.gpiot.synthesis.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.ValueType;
import io.gpiot.synthesis.Verdict;
import io.gpiot.synthesis.WrongType;
import io.gpiot.synthesis.generate.ProgramText;
import io.gpiot.synthesis.inspect.DataInspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hand-written programs, good, bad and dishonest, in the real sandbox. */
class ProgramJudgeIT {

    private static final Specification SMOOTH = new Specification(
            1,
            "Smoothing",
            "smooth",
            "Smooth the signal with a moving average of 5 samples.",
            List.of(
                    Parameter.parse("values (numpy.ndarray): noisy signal, shape (n,)"),
                    Parameter.parse("fs (float): sampling rate in Hz")),
            List.of(Parameter.parse("smoothed (numpy.ndarray): smoothed signal, shape (n,)")));

    private static final Specification PEAKS = new Specification(
            2,
            "Peaks",
            "find",
            "Find the peaks.",
            List.of(Parameter.parse("smoothed (numpy.ndarray): smoothed signal")),
            List.of(
                    Parameter.parse("peaks (numpy.ndarray): sample indices of the peaks, 1-D"),
                    Parameter.parse("rate (float): peaks per 100 samples")));

    private static final String GOOD = """
            import numpy as np

            def smooth(values, fs):
                return np.convolve(values, np.ones(5) / 5, mode="same")
            """;

    private static final String GOOD_PEAKS = """
            from scipy.signal import find_peaks

            def find(smoothed):
                peaks, _ = find_peaks(smoothed)
                return peaks, 100 * len(peaks) / len(smoothed)
            """;

    @TempDir
    Path folder;

    private ProgramJudge judge;
    private ValueStore store;

    @BeforeEach
    void dataAndJudge() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        StringBuilder table = new StringBuilder("time,values\n");
        for (int number = 0; number < 400; number++) {
            table.append(number / 100.0)
                    .append(',')
                    .append(Math.sin(number / 7.0))
                    .append('\n');
        }
        Files.writeString(data.resolve("signal.csv"), table);
        ProgramRunner runner = RealPython.runner();
        PythonScripts scripts = PythonScripts.unpack(folder.resolve("scripts"));
        store = new ValueStore(Files.createDirectory(folder.resolve("values")));
        new DataInspector(runner, scripts, store, 1 << 20, 1L << 30, line -> {}).inspect(data);
        judge = new ProgramJudge(runner, scripts, store, new ProgramJudge.Limits(4, 512L << 20), 2);
    }

    private static Candidate candidate(int index, String code) {
        return new Candidate(1, index, index, 0, code, "");
    }

    private Verdict verdict(String code) {
        return judge.judge(SMOOTH, candidate(0, code), List.of());
    }

    private static String body(String statements) {
        return "import os, sys\nimport numpy as np\n\ndef smooth(values, fs):\n" + statements.indent(4);
    }

    @Test
    void aGoodProgramHoldsWithMeasuredFacts() {
        Verdict.Held held = assertInstanceOf(Verdict.Held.class, verdict(GOOD));
        assertTrue(held.outputs().get(0).facts().startsWith("float64, shape (400,)"), held.toString());
        assertTrue(held.peakBytes() > 1 << 20, held.toString());
    }

    @Test
    void aLaterProgramGetsTheEarlierOnesValuesAndTheyAreMadeAnewWhereTheyAreGone() throws IOException {
        Candidate smooth = candidate(0, GOOD);
        Verdict.Held held = assertInstanceOf(Verdict.Held.class, judge.judge(SMOOTH, smooth, List.of()));
        List<Solution> earlier = List.of(new Solution(SMOOTH, smooth, held));
        Path kept = store.outputs(earlier.get(0), List.of());
        Files.delete(kept.resolve("smoothed.npy"));
        Files.delete(kept);

        Verdict.Held peaks =
                assertInstanceOf(Verdict.Held.class, judge.judge(PEAKS, candidate(0, GOOD_PEAKS), earlier));

        assertEquals(2, peaks.outputs().size());
        assertTrue(peaks.outputs().get(0).facts().startsWith("int64, shape ("), peaks.toString());
        assertTrue(Files.exists(kept.resolve("smoothed.npy")));
    }

    @Test
    void judgingStopsAtTheFirstThatHolds() {
        List<Candidate> candidates = List.of(
                candidate(0, "def smooth(:"),
                candidate(1, body("return None")),
                candidate(2, GOOD),
                candidate(3, GOOD));
        List<Verdict> verdicts = judge.judgeUntilHeld(SMOOTH, candidates, List.of());
        assertEquals(3, verdicts.size());
        assertInstanceOf(Verdict.SyntaxError.class, verdicts.get(0));
        assertInstanceOf(Verdict.OffSpecification.class, verdicts.get(1));
        assertInstanceOf(Verdict.Held.class, verdicts.get(2));
        assertEquals(4, judge.judgeAll(SMOOTH, candidates, List.of()).size());
    }

    @Test
    void aSyntaxErrorIsToldWithItsLine() {
        assertEquals(
                3,
                assertInstanceOf(Verdict.SyntaxError.class, verdict("import os\n\ndef smooth(values fs):\n  pass\n"))
                        .line());
    }

    @Test
    void aMissingImportIsFoundBeforeRunning() {
        assertEquals(
                "heartpie",
                assertInstanceOf(Verdict.MissingImport.class, verdict("print('ran')\nimport heartpie\n" + GOOD))
                        .module());
        assertEquals(
                "scipy.signal.find_r_peaks",
                assertInstanceOf(Verdict.MissingImport.class, verdict("from scipy.signal import find_r_peaks\n" + GOOD))
                        .module());
    }

    @Test
    void anotherNameOrOtherParametersAreAWrongEntryPoint() {
        assertTrue(assertInstanceOf(Verdict.WrongEntryPoint.class, verdict("def smoothen(values, fs):\n    return 1\n"))
                .why()
                .contains("smoothen"));
        assertInstanceOf(Verdict.WrongEntryPoint.class, verdict("def smooth(values):\n    return 1\n"));
        assertInstanceOf(Verdict.WrongEntryPoint.class, verdict("def smooth(values, fs, width):\n    return 1\n"));
        assertInstanceOf(Verdict.Held.class, verdict(GOOD.replace("(values, fs)", "(fs, values, width=5)")));
    }

    @Test
    void anExceptionIsToldWithTheProgramsOwnLines() {
        Verdict.Raised raised =
                assertInstanceOf(Verdict.Raised.class, verdict(body("return np.ones(3) @ np.ones((4, 2))")));
        assertTrue(raised.exception().startsWith("ValueError"), raised.toString());
        assertTrue(raised.trace().contains("line 5, in smooth: return np.ones(3)"), raised.toString());
        assertTrue(!raised.trace().contains("judge.py"), raised.toString());
    }

    @Test
    void anEndlessProgramIsTimedOutAndSoIsASleepingOne() {
        assertInstanceOf(Verdict.TimedOut.class, verdict(body("while True:\n    pass")));
        assertInstanceOf(Verdict.TimedOut.class, verdict(body("import time\ntime.sleep(600)")));
    }

    @Test
    void tooMuchMemoryIsToldAsSuch() {
        assertInstanceOf(Verdict.OutOfMemory.class, verdict(body("return np.ones(2**31)[:400]")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numpy.ndarray | envelope, same length as values | np.ones(400) | holds",
                "numpy.ndarray | envelope, same length as values | np.ones(399) | off",
                "numpy.ndarray | envelope, shape (n,) | np.ones(399) | off",
                "numpy.ndarray | R-peak times in s, shape (n,) | np.ones(9) | holds",
                "numpy.ndarray | features, shape (m, 3) | np.ones((9, 3)) | holds",
                "numpy.ndarray | features, shape (m, 3) | np.ones((9, 4)) | off",
                "numpy.ndarray | spectrum, 2-D | np.ones(9) | off",
                "numpy.ndarray | peaks | np.array([dict(height=1.0)]) | off",
                "numpy.ndarray | labels | np.array(['up', None], dtype=object) | holds",
                "numpy.ndarray | sample indices of peaks | np.array([1.0, 5.0]) | off",
                "numpy.ndarray | sample indices of peaks | np.array([-1, 5]) | off",
                "numpy.ndarray | sample indices of peaks | np.array([], dtype=int) | off",
                "numpy.ndarray | sample indices of peaks, may be empty | np.array([], dtype=int) | holds",
                "numpy.ndarray | rate per window, NaN where unknown | np.array([1, np.nan]) | holds",
                "numpy.ndarray | the signal, unchanged if clean | values | holds",
                "float | heart rate in beats per minute | np.float32(72) | holds",
                "float | heart rate in beats per minute | np.nan | off",
                "float | heart rate in beats per minute | np.ones(1) | off",
                "int | number of beats | np.int64(3) | holds",
                "int | number of beats | 3.0 | off",
                "int | number of beats | True | off",
                "bool | whether it is noise | np.bool_(True) | holds",
                "list | intervals | (1.0, 2.0) | holds",
                "list | intervals | [1.0, float('inf')] | off",
                "dict | summary | dict(rate=np.float64(3.0), beats=np.arange(3)) | holds",
                "dict | summary | dict(model=os) | off",
                "str | label | np.str_('walk') | holds",
                "pandas.DataFrame | table | __import__('pandas').DataFrame(dict(a=[1.0, np.nan])) | holds",
                "pandas.DataFrame | table | __import__('pandas').DataFrame() | off",
            })
    void aReturnedValueIsHeldAgainstWhatItsMeaningSays(
            String type, String meaning, String expression, String expected) {
        Specification specification = new Specification(
                1,
                "Step",
                "smooth",
                "Do it.",
                SMOOTH.inputs(),
                List.of(new Parameter("result", ValueType.of(type), meaning)));
        Verdict verdict = judge.judge(specification, candidate(0, body("return " + expression)), List.of());
        boolean held = verdict instanceof Verdict.Held;
        assertTrue(held || verdict instanceof Verdict.OffSpecification, verdict::summary);
        assertEquals(expected.equals("holds"), held, verdict::summary);
    }

    /** What small models forget most: that {@code find_peaks} gives a pair. */
    @ParameterizedTest
    @ValueSource(strings = {"return find_peaks(values)", "return list(find_peaks(values)[0])"})
    void aListOrTupleInWhichTheArrayIsPlainIsMendedInTheProgram(String statement) {
        Specification specification = new Specification(
                1,
                "Step",
                "smooth",
                "Find the peaks.",
                SMOOTH.inputs(),
                List.of(Parameter.parse("peaks (numpy.ndarray): sample indices of the peaks, 1-D")));
        Candidate written = candidate(0, "from scipy.signal import find_peaks\n\n\n" + body(statement));
        Verdict verdict = judge.judge(specification, written, List.of());
        Candidate mended = WrongType.of(verdict)
                .flatMap(wrong -> ProgramText.withArrays(written, specification, wrong))
                .orElseThrow(() -> new AssertionError(verdict.summary()));
        Verdict after = judge.judge(specification, mended, List.of());
        assertInstanceOf(Verdict.Held.class, after, after::summary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return None",
                "return list(values)",
                "return np.array([])",
                "return values",
                "return values * np.nan",
                "return values[:100] * 2",
                "return np.ones((400, 1))",
                "return values * 2, fs",
                "return object()",
                "return 3.5",
            })
    void whatTheSpecificationDoesNotDescribeIsRefused(String statements) {
        assertInstanceOf(Verdict.OffSpecification.class, verdict(body(statements)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os._exit(0)",
                "sys.exit(0)",
                "raise SystemExit",
                "os.kill(os.getpid(), 9)",
                "open('verdicts.json', 'w').write('{\"0\": {\"kind\": \"held\"}}'); os._exit(0)",
                "os.write(3, b'{\"kind\": \"held\"}\\n'); os._exit(0)",
                "os.write(3, b'{\"kind\": \"returned\", \"values\": [[\".npy\", 5]]}\\n12345'); os._exit(0)",
                "os.kill(os.getppid(), 9)",
                "np.isfinite = np.array_equal = lambda *a, **k: True\nreturn values * np.nan",
                "for f in os.listdir('/proc/self/fd'):\n    try: os.write(int(f), b'held')\n    except OSError: pass\nos._exit(0)",
                "sys.modules['checks'] = None\nimport builtins\nbuiltins.isinstance = lambda *a: True\nreturn 'text'",
            })
    void cheatingGainsNothing(String statements) {
        List<Verdict> verdicts =
                judge.judgeUntilHeld(SMOOTH, List.of(candidate(0, body(statements)), candidate(1, GOOD)), List.of());
        assertTrue(
                verdicts.get(0) instanceof Verdict.Raised || verdicts.get(0) instanceof Verdict.OffSpecification,
                verdicts.toString());
        assertInstanceOf(Verdict.Held.class, verdicts.get(1));
    }

    @Test
    void whatIsLeftRunningCannotTouchAnotherCandidatesValues() {
        String daemon = body("""
                if os.fork() == 0:
                    os.setsid()
                    while True:
                        pass
                return values * 2
                """);
        List<Verdict> verdicts = judge.judgeAll(SMOOTH, List.of(candidate(0, daemon), candidate(1, GOOD)), List.of());
        assertInstanceOf(Verdict.Held.class, verdicts.get(0));
        assertInstanceOf(Verdict.Held.class, verdicts.get(1));
    }

    @Test
    void printsFilesAndAPatchedLibraryDoNoHarm() {
        String noisy = "import numpy as np\nimport matplotlib.pyplot as plt\n"
                + "np.save = None\nnp.lib.format.write_array = None\n"
                + "def smooth(values, fs):\n    print('x' * 10**6)\n    open('file.txt', 'w').write('y')\n"
                + "    plt.plot(values)\n    plt.savefig('plot.png')\n    plt.show()\n    values *= 2\n    return values\n";
        Verdict patched = verdict(noisy);
        assertInstanceOf(Verdict.OffSpecification.class, patched);
        Verdict.Held held = assertInstanceOf(Verdict.Held.class, verdict(noisy.replaceAll("(?m)^np\\..*\n", "")));
        assertTrue(held.printed().length() <= 16 << 10, "capped");
        assertTrue(Arrays.stream(held.printed().split("")).limit(100).allMatch("x"::equals));
    }
}
