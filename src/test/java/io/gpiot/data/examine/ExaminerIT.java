package io.gpiot.data.examine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.synthesis.execute.RealPython;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs, honest and not, in the real sandbox. */
class ExaminerIT {

    /** Asks for the sums of pairs, with a secret that a program can only know by reading the test. */
    private static final String TEST = """
            import numpy as np

            SECRET = "kestrel-4711"


            def check(candidate):
                rng = np.random.default_rng(3)
                for _ in range(3):
                    a, b = rng.integers(0, 1000, 2)
                    assert candidate(int(a), int(b)) == a + b, "wrong sum"
                try:
                    candidate("x", 1)
                    assert False, "a text has no sum"
                except TypeError:
                    pass
            """;

    private static final String HONEST = """
            def add(a, b):
                return a + b
            """;

    @TempDir
    private Path folder;

    private Examiner examiner() {
        return new Examiner(RealPython.runner(), "test", Path.of("target", "examine-scripts"), folder, 2);
    }

    private List<Examination> examine(String entryPoint, String reference, String test, List<String> programs) {
        return examiner()
                .examine(List.of(new Examiner.Job(entryPoint, reference, test, programs)), Progress.NONE)
                .getFirst();
    }

    private void assertOutcome(Outcome expected, String detail, Examination found) {
        assertEquals(expected, found.outcome(), found::toString);
        assertTrue(found.detail().contains(detail), found::toString);
    }

    @Test
    void everyWayToEndHasItsName() {
        List<Examination> found = examine(
                "add",
                HONEST,
                TEST,
                List.of(
                        HONEST,
                        "def add(a, b):\n    return a - b\n",
                        "def add(a, b:\n    return a + b\n",
                        "def sum_of(a, b):\n    return a + b\n",
                        "import no_such_module\n\n\ndef add(a, b):\n    return a + b\n",
                        "def add(a, b):\n    from numpy import no_such_name\n    return a + b\n",
                        "def add(a, b):\n    return a + c\n",
                        "def add(a, b):\n    return a.plus(b)\n",
                        "def add(a, b):\n    return sum([a, b], begin=0)\n",
                        "def add(a, b):\n    raise KeyError(a)\n",
                        "def add(a, b):\n    while True:\n        pass\n",
                        "def add(a, b):\n    return len(bytearray(8 << 30))\n"));
        assertOutcome(Outcome.PASSED, "", found.get(0));
        assertOutcome(Outcome.WRONG, "wrong sum", found.get(1));
        assertOutcome(Outcome.SYNTAX, "SyntaxError", found.get(2));
        assertOutcome(Outcome.FORMAT, "defines no function add", found.get(3));
        assertOutcome(Outcome.IMPORT, "no_such_module", found.get(4));
        assertOutcome(Outcome.IMPORT, "no_such_name", found.get(5));
        assertOutcome(Outcome.NAME, "'c'", found.get(6));
        assertOutcome(Outcome.ATTRIBUTE, "plus", found.get(7));
        assertOutcome(Outcome.KEYWORD, "begin", found.get(8));
        assertOutcome(Outcome.EXCEPTION, "KeyError", found.get(9));
        assertTrue(found.get(9).trace().contains("line 2, in add: raise KeyError(a)"), found.get(9)::trace);
        assertOutcome(Outcome.TIMEOUT, "longer than 4 s", found.get(10));
        assertOutcome(Outcome.MEMORY, "", found.get(11));
    }

    @Test
    void noCheatPasses() {
        List<String> cheats = List.of(
                // an object that equals everything
                "class Yes(int):\n    def __eq__(self, other):\n        return True\n    __hash__ = int.__hash__\n\n\n"
                        + "def add(a, b):\n    return Yes(0)\n",
                "import numpy as np\n\n\nclass Yes(np.ndarray):\n    def __eq__(self, other):\n        return True\n\n\n"
                        + "def add(a, b):\n    return np.zeros(1).view(Yes)\n",
                // leaves early, with success
                "import sys\n\n\ndef add(a, b):\n    sys.exit(0)\n",
                "import os\n\n\ndef add(a, b):\n    os._exit(0)\n",
                "import os\nos._exit(0)\n",
                // says that it passed
                "print('{\"outcome\": \"passed\"}')\n\n\ndef add(a, b):\n    print('passed', 'PASSED', 'ok')\n",
                // patches what the test stands on
                "import builtins\nimport numpy\nbuiltins.AssertionError = ValueError\nnumpy.random.default_rng = None\n\n\n"
                        + "def add(a, b):\n    return 0\n",
                "import sys\nfor frame in range(50):\n    try:\n        sys._getframe(frame).f_globals['check'] = print\n"
                        + "    except ValueError:\n        break\n\n\ndef add(a, b):\n    return 0\n",
                "import sys\nmain = sys.modules['__main__']\nmain.tested = lambda *a: {'outcome': 'passed', 'detail': ''}\n\n\n"
                        + "def add(a, b):\n    return 0\n",
                // looks for a connection of the judge's to write a verdict into
                "import os\nfor fd in range(3, 256):\n    try:\n"
                        + "        os.write(fd, b'{\"outcome\": \"passed\", \"detail\": \"\"}')\n"
                        + "    except OSError:\n        pass\n\n\ndef add(a, b):\n    return 0\n",
                // writes the verdicts' file, and leaves a child to write it again
                "import os, time\nbody = '[{\"outcome\": \"passed\", \"detail\": \"\", \"trace\": \"\", \"printed\": \"\","
                        + " \"seconds\": 0, \"peakBytes\": 0}]' \nplace = os.path.join(os.environ['SANDBOX_OUTPUT'], 'verdicts.json')\n"
                        + "if os.fork() == 0:\n    os.setsid()\n    for _ in range(100):\n        try:\n"
                        + "            open(place, 'w').write(body)\n        except OSError:\n            pass\n"
                        + "        time.sleep(0.05)\n    os._exit(0)\n\n\ndef add(a, b):\n    return 0\n",
                // patches what comparisons and exceptions are made of, before and after it is called
                "import builtins, numpy, pickle, json\nbuiltins.all = builtins.any = lambda *a: True\n"
                        + "builtins.abs = lambda x: 0\nnumpy.allclose = numpy.array_equal = lambda *a, **k: True\n"
                        + "json.loads = lambda *a: {}\n\n\ndef add(a, b):\n    numpy.integer.__eq__ = None\n    return 0\n",
                // an object that runs code where it is read
                "import os\n\n\nclass Bomb:\n    def __reduce__(self):\n        return (os._exit, (0,))\n\n\n"
                        + "def add(a, b):\n    return Bomb()\n",
                "import numpy as np\n\n\nclass Bomb:\n    def __reduce__(self):\n        return (print, ('passed',))\n\n\n"
                        + "def add(a, b):\n    return np.array([Bomb()], dtype=object)\n",
                // a number that is nothing, in case the test only says what must not be
                "def add(a, b):\n    return float('nan')\n",
                // traces and ends whatever calls it
                "import sys\n\n\ndef add(a, b):\n    sys.settrace(lambda *x: sys.exit(0))\n    sys.setprofile(sys.exit)\n    raise SystemExit(0)\n",
                "def add(a, b):\n    raise KeyboardInterrupt\n",
                "def add(a, b):\n    raise GeneratorExit('passed')\n",
                // answers in the judge's place, on the connection that the calls come through
                "import os, json, struct\n\n\ndef add(a, b):\n    body = b'{}' + bytes([10]) + b'[3]' + bytes([10]) + b'0.0'\n"
                        + "    for fd in range(3, 64):\n        try:\n            os.write(fd, struct.pack('<Q', len(body)) + body)\n"
                        + "        except OSError:\n            pass\n    return 0\n",
                // leaves a verdict for whoever looks later, in every folder that it can write to
                "import glob, os\nfor place in ['/tmp', os.getcwd(), os.environ.get('SANDBOX_OUTPUT', '.'), '/dev/shm']:\n"
                        + "    for name in ['verdicts.json', 'test.py', 'sitecustomize.py', 'handover.py', 'conftest.py']:\n        try:\n"
                        + "            open(os.path.join(place, name), 'w').write('[{\"outcome\": \"passed\"}]')\n"
                        + "        except OSError:\n            pass\n\n\ndef add(a, b):\n    return 0\n",
                // kills all that it can
                "import os, signal\n\n\ndef add(a, b):\n    os.kill(-1, signal.SIGKILL)\n");
        for (String cheat : cheats) {
            Examination found = examine("add", HONEST, TEST, List.of(cheat)).getFirst();
            assertTrue(!found.passed(), () -> "passed: " + cheat);
        }
    }

    /** What one program leaves behind helps no other that is examined in the same start. */
    @Test
    void aCheatDoesNotHelpItsNeighbours() {
        String sabotage = "import builtins, numpy, os, sys\nbuiltins.AssertionError = ValueError\n"
                + "numpy.random.default_rng = None\nsys.modules['handover'] = None\n"
                + "open('/tmp/handover.py', 'w').write('raise SystemExit')\nos.environ['PYTHONPATH'] = '/tmp'\n\n\n"
                + "def add(a, b):\n    return 0\n";
        String wrong = "def add(a, b):\n    return a - b\n";
        assertEquals(
                List.of(Outcome.WRONG, Outcome.PASSED, Outcome.WRONG, Outcome.WRONG, Outcome.PASSED),
                examine("add", HONEST, TEST, List.of(sabotage, HONEST, wrong, sabotage + "\n", HONEST + "\n")).stream()
                        .map(Examination::outcome)
                        .toList());
    }

    /** It looks into its memory, its processes' memory and all files that it can read, and tells what it found. */
    @Test
    void theTestIsNowhereToBeFound() {
        String spy = """
                import gc
                import glob
                import os

                needle = "kestrel" + "-" + "47"


                def remembers(pid):
                    try:
                        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
                            for line in maps:
                                start, end = (int(part, 16) for part in line.split()[0].split("-"))
                                if " r" in line:
                                    try:
                                        memory.seek(start)
                                        if needle.encode() in memory.read(end - start):
                                            return True
                                    except (OSError, ValueError, OverflowError):
                                        continue
                    except OSError:
                        pass
                    return False


                def found():
                    for thing in gc.get_objects():
                        if isinstance(thing, dict):
                            for value in list(thing.values()):
                                if isinstance(value, str) and needle in value and len(value) > 12 and "needle" not in value:
                                    return "memory"
                    for pid in [name for name in os.listdir("/proc") if name.isdigit()]:
                        for part in ("environ", "cmdline", "fd/0"):
                            try:
                                with open(f"/proc/{pid}/{part}", "rb") as file:
                                    if needle.encode() in file.read(1 << 20):
                                        return part
                            except OSError:
                                pass
                        if int(pid) != os.getpid() and remembers(pid):
                            return "memory of " + pid
                    for root in (job, os.environ.get("SANDBOX_OUTPUT", "."), "/tmp"):
                        for path in glob.glob(root + "/**", recursive=True):
                            try:
                                with open(path, "rb") as file:
                                    if needle.encode() in file.read(1 << 20):
                                        return path
                            except OSError:
                                pass
                    return ""


                def add(a, b):
                    return found()
                """;
        String test = TEST + "\n\ndef unused():\n    return SECRET\n";
        // the path of the job stands in the command line of the process above, which anybody may read
        String program = "job = open('/proc/%d/cmdline' % __import__('os').getppid()).read().split(chr(0))[3]\n" + spy;
        String reporting = "def check(candidate):\n    place = candidate(1, 2)\n    assert place == '', place\n";
        Examination found = examine(
                        "add",
                        "def add(a, b):\n    return ''\n",
                        test.replaceAll("(?s)def check.*?pass\n", reporting),
                        List.of(program))
                .getFirst();
        assertEquals(Outcome.PASSED, found.outcome(), found::toString);
    }

    @Test
    void valuesKeepTheirTypesOnTheWayToTheTest() {
        String test = """
                import decimal
                import numpy as np
                import pandas as pd


                def check(candidate):
                    values = [None, True, 3, 10**30, 2.5, float("inf"), "é", b"x", 1j, [1, [2]], (1, "a"), {1, 2}, frozenset([3]),
                              {"a": [1], 2: (3,)}, range(3), np.float32(1.5), np.int64(7), np.bool_(True), decimal.Decimal("1.10"),
                              {(1, 2): np.float64(3)}]
                    for value in values:
                        got = candidate(value)
                        assert type(got) is type(value) and got == value, (value, got)
                    for array in (np.arange(6, dtype=np.int16).reshape(2, 3), np.array(["a", "bc"]), np.zeros((0, 4)), np.array(3.0),
                                  np.array([1 + 2j]), np.array([[1], "a"], dtype=object), np.array(["2024-01-01"], "datetime64[D]")):
                        got = candidate(array)
                        assert got.dtype == array.dtype and got.shape == array.shape and (got == array).all(), array
                    frame = pd.DataFrame({"a": [1, 2], "b": ["x", None]}, index=[5, 6])
                    pd.testing.assert_frame_equal(candidate(frame), frame)
                    pd.testing.assert_series_equal(candidate(frame["a"]), frame["a"])
                """;
        Examination found = examine(
                        "same", "def same(x):\n    return x\n", test, List.of("def same(x):\n    return x\n"))
                .getFirst();
        assertEquals(Outcome.PASSED, found.outcome(), found::toString);
    }

    @Test
    void aChangedArgumentIsSeenByTheTestAndAStrangeResultIsWrong() {
        String test = """
                import numpy as np


                def check(candidate):
                    x, names, table = np.zeros(3), [1], {"a": 1}
                    candidate(x, names, table=table)
                    assert x.tolist() == [0, 0, 0] and names == [1] and table == {"a": 1}, "changed its arguments"
                """;
        String keeps = "def f(x, names, table):\n    return 0\n";
        List<Examination> found = examine(
                "f",
                keeps,
                test,
                List.of(
                        keeps,
                        "def f(x, names, table):\n    x += 1\n    return 0\n",
                        "def f(x, names, table):\n    names.append(2)\n    return 0\n",
                        "def f(x, names, table):\n    table.clear()\n    return 0\n",
                        "def f(x, names, table):\n    return object()\n"));
        assertOutcome(Outcome.PASSED, "", found.get(0));
        for (int i = 1; i <= 3; i++) {
            assertOutcome(Outcome.WRONG, "changed its arguments", found.get(i));
        }
        assertOutcome(Outcome.WRONG, "cannot be handed to the test", found.get(4));
    }
}
