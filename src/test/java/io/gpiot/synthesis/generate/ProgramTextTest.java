package io.gpiot.synthesis.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTextTest {

    private static final String CODE = "def f(x):\n    return x\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```python\n" + CODE + "```\n\n## Documentation\nIt returns x.",
                "Sure, here it is:\n\n```py\n" + CODE + "```\n### Documentation:\n\nIt returns x.\n",
                "```\n" + CODE + "```\nIt returns x.",
                "```python\nimport numpy as np\n\n\n" + CODE + "```\nIt returns x.",
                "```python\n" + CODE + "```\nIt returns x.\n"
            })
    void readsTheFirstBlockAndTheDocumentation(String answer) {
        assertEquals(Optional.of(CODE), ProgramText.code(answer, true));
        assertEquals("It returns x.", ProgramText.documentation(answer));
    }

    @Test
    void theFenceThatEndedTheAnswerMayBeMissingButNotInAnAnswerThatWasCutOff() {
        assertEquals(Optional.of(CODE), ProgramText.code("```python\n" + CODE, true));
        assertEquals(Optional.empty(), ProgramText.code("```python\n" + CODE, false));
        assertEquals(Optional.of(CODE), ProgramText.code("```python\n" + CODE + "```\n## Docu", false));
    }

    @Test
    void anAnswerWithoutABlockHasNoCode() {
        assertEquals(Optional.empty(), ProgramText.code("I cannot do that.", true));
        assertEquals(Optional.empty(), ProgramText.code("```python\n\n```", true));
        assertEquals("", ProgramText.documentation("I cannot do that."));
    }

    @Test
    void onlyImportsThatAreUsedStay() {
        String code = """
                import numpy as np
                import scipy.signal
                from scipy.signal import butter, find_peaks, welch
                from scipy import stats


                def f(x):
                    from math import pi
                    return np.abs(find_peaks(x)[0]), welch
                """;
        assertEquals("""
                import numpy as np
                from scipy.signal import find_peaks, welch


                def f(x):
                    from math import pi
                    return np.abs(find_peaks(x)[0]), welch
                """, ProgramText.code("```python\n" + code + "```", true).orElseThrow());
    }
}
