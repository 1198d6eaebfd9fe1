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
    void importsThatAreUsedStay() {
        String code = "import numpy as np\nimport scipy.signal\n\n\ndef f(x):\n    return np.abs(x)\n";
        assertEquals(
                "import numpy as np\n\n\ndef f(x):\n    return np.abs(x)\n",
                ProgramText.code("```python\n" + code, true).orElseThrow());
    }
}
