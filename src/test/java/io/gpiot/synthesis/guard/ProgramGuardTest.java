package io.gpiot.synthesis.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.LineGuard;
import io.gpiot.engine.LineGuard.Moment;
import io.gpiot.engine.LineGuard.Violation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramGuardTest {

    private static final String HEAD = """
            import numpy as np
            import math
            from scipy import signal
            from scipy.signal import butter
            def f(x, fs=1.0, *rest, **more):
            """;

    /** The last column is what the objection points at, where a token is to be excluded. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "import    | import PyWavelets                             | PyWavelets",
                "import    | import scipy.filters                          | filters",
                "import    | from scipy.signal import find_peaks_with_more | _with_more",
                "import    | from scipy.signals import butter              | s import butter",
                "attribute | y = np.men(x)                                 | n(x)",
                "attribute | y = np.linalg.norms(x)                        | s(x)",
                "attribute | y = signal.bandpass(x)                        | andpass(x)",
                "keyword   | y = butter(4, 0.5, kind='low')                | kind='low')",
                "keyword   | y = np.mean(x, axes=0)                        | es=0)",
                "keyword   | y = signal.butter(4, 0.5, btypes='low')       | s='low')",
                "name      | y = find_peaks(x)                             | ind_peaks(x)",
                "name      | y = fss * 2                                   | s * 2",
                "name      | left = np.mean(left)                          | left)",
                "name      | ratio = share = share / 2                     | share / 2",
                "name      | total += x                                    | total += x",
                "name      | signal = signal.butter(4, 0.5)                | signal.butter(4, 0.5)",
                "file      | y = open('x.json').read()                     | open('x.json').read()",
                "file      | y = np.load('power.npy')                      | np.load('power.npy')",
                "syntax    | y = (x[0)]                                    | )]",
                "syntax    | y = 'abc                                      | 'abc",
                "syntax    | print x                                       | print x",
                "syntax    | y = butter(N=4, 0.5)                          | 0.5)",
                "syntax    | break                                         | break"
            })
    void eachKindOfMistakeIsFoundWhereItBegins(String kind, String line, String where) {
        String program = HEAD + "    " + line + "\n    return x\n";
        Violation violation = ProgramWalk.objection(program, SmallIndex.INDEX).orElseThrow();
        assertEquals(kind, violation.kind(), violation.reason());
        assertEquals(where, ProgramWalk.pointsAt(violation, program));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y = np.mean(x, axis=0) + np.pi",
                "y = np.array(x, whatever=1)",
                "y = np.zeros(3, whatever=1)",
                "y = np._private(x)",
                "y = [a * b for a, b in zip_like(x) if (c := a) > 0]\n    def zip_like(v): return v",
                "y = sorted(x, key=lambda value: -value)",
                "y = helper(x)\n    return y\n\ndef helper(v):\n    return v",
                "with x.open() as file, x as (one, two):\n        y = file.read(one, two)",
                "try:\n        import nowhere\n    except ImportError as problem:\n        nowhere = problem",
                "import odd\n    y = odd.anything(some=1)",
                "for i, (a, *b) in x:\n        if i:\n            continue\n        y = a, b\n    else:\n        y = 1",
                "match x:\n        case [first, *others] if first:\n            y = others\n        case _:\n            y = 0",
                "signal = x\n    y = signal.anything",
                "y = (x\n         + fs)\n    z = y \\\n        + 1",
                "y = '''\n  not (code\n'''",
                "class Point:\n        size: float = 0.0\n        def move(self, by):\n            self.size += by",
                "try:\n        mean = np.average2\n    except AttributeError:\n        mean = np.mean",
                "y = np.median2(x) if hasattr(np, 'median2') else np.mean(x)",
                "np.float = float\n    y = np.float(x)",
                "for i, v in enumerate(x):\n        if i > 0:\n            y = v - last\n        last = v",
                "for i, v in enumerate(x):\n        y = fs * v + y if i > 0 else v",
                "for v in x:\n        if v > 0:\n            y = fs * v + y\n        else:\n            y = v",
                "try: y = x\n    except ValueError: y = fs",
                "print()\n    print()\n    print()",
                "y = [\n        True, False, True,\n        True, False, True,\n        True, False, True,\n    ]",
                "y: list[Unknown] = []",
                "def inner(a, *rest, b, c=1, **more): return a\n    y = inner(x, b=1)",
                "def inner(a, b=1, *, c): return a\n    y = inner(x, c=1)",
                "# a comment (with [brackets\n    y = x  # and ' one more",
                "while True:\n        break",
                "y = f'{x:.2f} {fs!r}' 'more'",
                "x = x - np.mean(x)",
                "y = [y for y in x]",
                "y = (lambda y: y + 1)(x)",
                "y = f(y=x)",
                "for i in x:\n        if fs:\n            y = 0\n        y = y + 1",
                "y, z = x, fs\n    y, z = z, y",
                "global total\n    total = total + 1",
                "y = x.y",
                "y = open(x).read() + open('/proc/stat').read() + open('out.txt', 'w').name",
                "y = np.load(x)",
                "try:\n        y = open('x.json').read()\n    except OSError:\n        y = 0",
                "y = {k: v for k, v in more.items()}; z = y",
                "global COUNT\n    COUNT = 1",
                "del x[0], rest",
                "y = x if fs else None\n    assert y, 'text'\n    raise ValueError('°C')"
            })
    void rightProgramsAreLeftAlone(String lines) {
        Optional<Violation> objection = ProgramWalk.objection(HEAD + "    " + lines + "\n", SmallIndex.INDEX);
        assertTrue(objection.isEmpty(), objection::toString);
    }

    @Test
    void starImportAtTheMarginMayDefineAnything() {
        String program = "from scipy.signal import *\ndef f(x):\n    y = whatever(x)\n    return y\n";
        assertTrue(ProgramWalk.objection(program, SmallIndex.INDEX).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from scipy.signal import * | syntax",
                "y = np.PI * x | attribute",
                "y = x / np.PI | attribute",
                "y = np.mean(x, axis=0, axis=1) | syntax",
                "y = 0123 | syntax",
                "y, z += 1 | syntax",
                "y = lambda a=1, b: a | syntax",
                "y = open('x.csv', encoding='utf-8') | file",
                "y = open('x.csv', mode='r') | file",
                "y: dict[str, np.ndarray] = np.men(x) | attribute",
            })
    void whatPythonOrTheEnvironmentRefusesIsSeen(String line, String kind) {
        assertEquals(kind, kind(HEAD + "    " + line + "\n"));
    }

    @Test
    void linesOverAndOverAreCutAtTheThird() {
        String program = HEAD + "    y = x + fs\n    y = x + fs\n    y = x + fs\n";
        assertEquals("repetition", kind(program));
        String block = "    if fs > 0:\n        x = x + fs\n";
        assertEquals("repetition", kind(HEAD + block.repeat(3)));
        assertEquals("", kind(HEAD + block.repeat(2)));
    }

    @Test
    void endlessLineIsCut() {
        LineGuard guard = ProgramGuard.factory(SmallIndex.INDEX).start("");
        String text = "```python\nx = [" + "0.125, ".repeat(40);
        assertInstanceOf(Violation.class, guard.look(text, Moment.WITHIN_LINE));
        assertEquals(LineGuard.UNFINISHED, guard.look("```python\nx = [0.1, 0.2, 0.3", Moment.WITHIN_LINE));
    }

    @Test
    void indentationIsHeld() {
        assertEquals("syntax", kind(HEAD + "    y = x\n      z = x\n"));
        assertEquals("syntax", kind(HEAD + "    if fs:\n    y = x\n"));
        assertEquals("syntax", kind(HEAD + "        y = x\n    z = x\n"));
        assertEquals("syntax", kind("import math\nreturn 1\n"));
        assertEquals("syntax", kind(HEAD + "    try:\n        y = x\n    z = x\n"));
    }

    @Test
    void openProgramMayGoOnButNotEnd() {
        LineGuard guard = ProgramGuard.factory(SmallIndex.INDEX).start("");
        String open = "```python\ndef f(x):\n    y = (x +\n";
        assertEquals(LineGuard.UNFINISHED, guard.look(open, Moment.LINE));
        assertInstanceOf(Violation.class, guard.look(open, Moment.END));
        String header = "```python\ndef f(x):\n";
        assertEquals(LineGuard.FINE, guard.look(header, Moment.LINE));
        assertInstanceOf(Violation.class, guard.look(header, Moment.END));
    }

    @Test
    void helperThatIsNeverWrittenIsMissingAtTheEnd() {
        assertEquals("name", kind(HEAD + "    return helper(x)\n"));
    }

    @Test
    void textOutsideTheBlockIsFree() {
        LineGuard guard = ProgramGuard.factory(SmallIndex.INDEX).start("");
        assertEquals(LineGuard.FINE, guard.look("Here it is (almost:\n", Moment.LINE));
        assertEquals(LineGuard.FINE, guard.look("```python\nx = 1\n```\n## Documentation\nIt (does\n", Moment.LINE));
    }

    @Test
    void prefillThatIsWrongItselfIsNotHeldAgainstTheModel() {
        String prefill = "```python\nimport nowhere\n";
        LineGuard guard = ProgramGuard.factory(SmallIndex.INDEX).start(prefill);
        assertEquals(LineGuard.FINE, guard.look(prefill + "x = undefined\n", Moment.LINE));
    }

    private static String kind(String program) {
        return ProgramWalk.objection(program, SmallIndex.INDEX)
                .map(Violation::kind)
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "    y = 1|    return",
                "    for i in x:|        pass~    return",
                "    for i in x:~        y = 1|    return",
                "    try:~        y = 1|    finally: pass~    return",
                "    try:~        for i in x:|            pass~    finally: pass~    return",
                "    def g():~        return 1|    return",
                "    y = (1,|",
                "import math|"
            })
    void endingClosesBlocksAndReturnsFromTheFunction(String lines, String expected) {
        String program = (lines.startsWith(" ") ? HEAD : "") + lines.replace("~", "\n") + "\n";
        String ending = ProgramGuard.factory(SmallIndex.INDEX).start("").ending("```python\n" + program);
        assertEquals(expected == null ? "" : expected.replace("~", "\n"), ending);
        if (!ending.isEmpty()) {
            assertTrue(ProgramWalk.objection(program + ending + " x\n", SmallIndex.INDEX)
                    .isEmpty());
        }
    }
}
