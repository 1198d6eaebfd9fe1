package io.gpiot.synthesis.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramShapeTest {

    private static final Specification SMOOTH = new Specification(
            1,
            "Smooth",
            "smooth",
            "Take the noise off",
            List.of(Parameter.parse("x (numpy.ndarray): samples"), Parameter.parse("n (int): width")),
            List.of(Parameter.parse("y (numpy.ndarray): smooth samples")));

    private static final String PREFILL =
            ProgramPrompt.prefill(PromptForm.of(Role.PROGRAM, PromptForm.STANDARD), SMOOTH);

    private static ProgramShape shape(String code) {
        return ProgramShape.of(PREFILL, SMOOTH, code);
    }

    @Test
    void whatTheFormImportsGoesAndAllElseMovesIntoTheFunction() {
        ProgramShape.Fits fits = assertInstanceOf(ProgramShape.Fits.class, shape("""
                \"""What this module does.\"""
                import numpy as np, pywt
                from scipy.signal import butter, sosfilt
                from sklearn.linear_model import Ridge as Line, Lasso

                # in hertz
                LOW = 0.5  # of walking
                TEXT = '''one
                  two'''


                # keeps the mean
                def _centre(x):
                    \"""Centre

                    it.\"""
                    rows = '''a
                b'''

                    return x - np.mean(x)


                def smooth(
                    x, n
                ):
                    \"""Own words.\"""

                    # why
                    return sosfilt(butter(2, LOW, output="sos"), _centre(x)), pywt, Line, Lasso, _last


                def _last(x):
                    return x
                """));
        assertEquals("""
                    import pywt
                    from scipy.signal import sosfilt
                    from sklearn.linear_model import Ridge as Line, Lasso
                    # in hertz
                    LOW = 0.5  # of walking
                    TEXT = '''one
                  two'''

                    # keeps the mean
                    def _centre(x):
                        \"""Centre

                        it.\"""
                        rows = '''a
                b'''

                        return x - np.mean(x)

                    def _last(x):
                        return x

                    # why
                    return sosfilt(butter(2, LOW, output="sos"), _centre(x)), pywt, Line, Lasso, _last
                ```""", fits.rest());
        assertTrue(fits.prefill().equals(PREFILL) && fits.answer().startsWith(PREFILL));
        assertTrue(
                fits.code().startsWith("import numpy as np\nfrom scipy.signal import butter\n\n\ndef smooth(x, n):\n"),
                fits.code());
    }

    @Test
    void aProgramThatTheChainReadStaysAsItIs() {
        String body = "    kernel = np.ones(n) / n\n    return np.convolve(x, kernel, mode=\"same\")\n";
        String read = ProgramText.code(PREFILL + body + "```", true).orElseThrow();
        ProgramShape.Fits fits = assertInstanceOf(ProgramShape.Fits.class, shape(read));
        assertEquals(body + "```", fits.rest());
        assertEquals(read, fits.code());
    }

    @Test
    void aFunctionWithoutDocstringGetsTheSpecifications() {
        ProgramShape.Fits fits =
                assertInstanceOf(ProgramShape.Fits.class, shape("def smooth(x, n):\n    # all of it\n    return x\n"));
        assertEquals("    # all of it\n    return x\n```", fits.rest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "def smooth(x, n=3):\\n    return x | it does not define def smooth(x, n): once, as that",
                "def other(x, n):\\n    return x | it does not define def smooth(x, n): once, as that",
                "def smooth(x, n): return x | the function's body is not indented by four columns",
                "def smooth(x, n):\\n  return x | the function's body is not indented by four columns",
                "def smooth(x, n:\\n    return x | it is not Python",
                "from math import *\\ndef smooth(x, n):\\n    return x | it imports what only a module may import",
                "S = 1\\ndef smooth(x, n):\\n    global S\\n    return x | it says global",
                "import heapq as n\\ndef smooth(x, n):\\n    return x | names would change their meaning inside the function: n",
                "def _h(a):\\n    return x(a)\\ndef smooth(x, n):\\n    return x | names would change their meaning inside the function: x",
                "K = 2\\ndef _h(a):\\n    return a * K\\ndef smooth(x, n):\\n    K = 3\\n    return _h(x) | names would change their meaning inside the function: K",
                "def smooth(x, n):\\n    text = '''\\nprint(1)'''\\n    return x | it holds a line at which an answer ends",
            })
    void whatCannotMoveIsRefusedWithItsReason(String code, String why) {
        assertEquals(new ProgramShape.Unfit(why), shape(code.replace("\\n", "\n") + "\n"));
    }

    @Test
    void aHelpersOwnParameterIsNoClash() {
        assertInstanceOf(
                ProgramShape.Fits.class,
                shape("def _h(x):\n    n = x\n    return n\n\n\ndef smooth(x, n):\n    return _h(x)\n"));
    }
}
