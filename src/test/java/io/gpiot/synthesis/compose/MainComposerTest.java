package io.gpiot.synthesis.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainComposerTest {

    private static final Distributions INSTALLED = new Distributions(Map.of(
            "numpy",
            "numpy==2.4.6",
            "scipy",
            "scipy==1.17.1",
            "sklearn",
            "scikit-learn==1.9.1",
            "pywt",
            "PyWavelets==1.9"));

    private static Solution solution(int number, String entryPoint, String inputs, String outputs, String code) {
        return new Solution(
                new Specification(
                        number, "Step\n" + number, entryPoint, "Do it.", parameters(inputs), parameters(outputs)),
                new Candidate(number, 0, 1, 10, code, ""),
                new Verdict.Held(List.of(), 0.1, 1, ""));
    }

    private static List<Parameter> parameters(String names) {
        return List.of(names.split(" ")).stream()
                .map(name -> Parameter.parse(name + " (float): a value"))
                .toList();
    }

    private static final List<Value> DATA = parameters("ecg fs unused").stream()
            .map(parameter -> new Value(parameter, "1"))
            .toList();

    private final Map<String, String> files = new MainComposer(Path.of("/data/it's \"mine\""), INSTALLED)
            .compose(
                    DATA,
                    List.of(
                            solution(
                                    1, "clean", "ecg fs", "cleaned", "import numpy as np, os\nfrom sklearn import svm"),
                            solution(2, "find", "cleaned", "r_peaks rate", "    import pywt.data as w")));

    @Test
    void mainCallsTheProgramsInOrderOnTheValuesThatTheirSpecificationsName() {
        String main = files.get("main.py");
        int first = main.indexOf(
                "    values[\"cleaned\"] = pipeline.step(step1_clean.clean, ecg=values[\"ecg\"], fs=values[\"fs\"])\n");
        int second = main.indexOf(
                "    values[\"r_peaks\"], values[\"rate\"] = pipeline.step(step2_find.find, cleaned=values[\"cleaned\"])\n");
        assertTrue(first > 0 && second > first, main);
        assertTrue(main.contains("import step1_clean\nimport step2_find\n"), main);
        assertTrue(main.contains("INPUTS = [\"ecg\", \"fs\"]\n"), main);
        assertTrue(main.contains("OUTPUTS = [\"cleaned\", \"r_peaks\", \"rate\"]\n"), main);
    }

    @Test
    void namesAndPathsCannotBreakTheText() {
        assertTrue(files.get("main.py").contains("# 1. Step 1\n"), files.get("main.py"));
        assertTrue(files.get("main.py").contains("\"/data/it's \\\"mine\\\"\""), files.get("main.py"));
    }

    @Test
    void requirementsNameTheInstalledVersionsOfWhatIsImported() {
        assertEquals(
                "PyWavelets==1.9\nnumpy==2.4.6\nscikit-learn==1.9.1\nscipy==1.17.1\n", files.get("requirements.txt"));
    }

    @Test
    void theFolderIsCompleteWithoutUs() {
        assertTrue(files.get("loader.py").contains("def load(folder)"));
        assertTrue(files.get("pipeline.py").contains("import loader"));
    }
}
