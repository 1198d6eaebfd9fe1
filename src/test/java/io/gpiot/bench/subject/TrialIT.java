package io.gpiot.bench.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.bench.subject.Trial.Report;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.Question;
import io.gpiot.bench.suite.Suites;
import io.gpiot.data.examine.Examiner;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.execute.RealPython;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs on what their tasks show, in the real sandbox. */
class TrialIT {

    @TempDir
    private Path folder;

    private List<Report> reports(CodeItem item, String... programs) {
        var examiner = new Examiner(RealPython.runner(), "test", Path.of("target", "bench-scripts"), folder, 2);
        return new Trial(examiner, Progress.NONE)
                .of(
                        Collections.nCopies(programs.length, item),
                        List.of(programs).stream()
                                .map(each -> each.isEmpty() ? Optional.<String>empty() : Optional.of(each))
                                .toList());
    }

    private static CodeItem item(Question question, String entryPoint) {
        return new CodeItem("t", "ecg", "", question, entryPoint, "", "raise SystemError", "", "raise SystemError");
    }

    @Test
    void aSpecificationTellsWhichProgramsRunToWhatItAsksFor() {
        Specification specification = new Specification(
                1,
                "rate",
                "heart_rate",
                "Compute the heart rate.",
                List.of(
                        Parameter.parse("ecg (numpy.ndarray): millivolts, shape (n_samples,)"),
                        Parameter.parse("fs (float): sampling rate in hertz, 100 to 500")),
                List.of(
                        Parameter.parse("rate (float): beats a minute"),
                        Parameter.parse("peaks (numpy.ndarray): shape (n_peaks,)")));
        List<Report> reports = reports(
                item(new Question.Specified(specification), "heart_rate"),
                "",
                "def heart_rate(ecg, fs:\n    return 0\n",
                "def heart_rate(ecg, fs):\n    return ecg.rate()\n",
                "def heart_rate(ecg, fs):\n    return 60.0, [1]\n",
                "import numpy as np\n\n\ndef heart_rate(ecg, fs):\n    assert len(ecg) > 600 and fs == 300\n"
                        + "    return 60.0, np.arange(3)\n");
        assertEquals(List.of(0, 1, 2, 3, 4), reports.stream().map(Report::way).toList(), reports::toString);
        assertTrue(reports.get(2).why().contains("rate"), reports::toString);
        assertTrue(reports.get(3).why().contains("peaks is a list"), reports::toString);
    }

    @Test
    void examplesOfADocstringAndOfADescriptionAreCalled() {
        String head = "def add(a, b):\n    \"\"\"Sums.\n\n    >>> add(1, 2)\n    3\n    \"\"\"\n";
        for (Question question :
                List.of(new Question.Continued(head), new Question.Described("Sums.", "assert add(1, 2) == 3"))) {
            List<Report> reports = reports(
                    item(question, "add"), "def add(a, b):\n    return a - b\n", "def add(a, b):\n    return a + b\n");
            assertEquals(List.of(3, 4), reports.stream().map(Report::way).toList(), reports::toString);
        }
    }

    /** Else the choice would be between programs that cannot be told apart. */
    @Test
    void mostReferencesOfOurBenchmarkHoldOnInputsThatAreMadeUp() {
        List<CodeItem> items = Suites.read(Suites.BENCH, () -> Path.of("data")).code();
        var examiner = new Examiner(RealPython.runner(), "test", Path.of("target", "bench-scripts"), folder, 2);
        List<Report> reports = new Trial(examiner, Progress.NONE)
                .of(
                        items,
                        items.stream()
                                .map(each -> Optional.of(each.reference()))
                                .toList());
        StringBuilder failed = new StringBuilder();
        int held = 0;
        for (int i = 0; i < items.size(); i++) {
            held += reports.get(i).held() ? 1 : 0;
            if (!reports.get(i).held()) {
                failed.append(items.get(i).id())
                        .append(": ")
                        .append(reports.get(i).why())
                        .append('\n');
            }
        }
        assertTrue(held >= 0.8 * items.size(), failed::toString);
    }
}
