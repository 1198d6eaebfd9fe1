package io.gpiot.synthesis.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ReturnsTest {

    private static Optional<String> asArrays(String program, int count, int... arrays) {
        Map<Integer, UnaryOperator<String>> changes = new HashMap<>();
        for (int array : arrays) {
            changes.put(array, Returns::asArray);
        }
        return Returns.changed(program, "f", count, changes);
    }

    @Test
    void everyReturnOfTheFunctionIsWrappedAndThoseOfOthersAreNot() {
        String program = """
                import numpy as np

                def g(x):
                    return [x]

                def f(x):
                    def inner(y):
                        return [y]
                    if x:
                        return []
                    return inner(x) + g(x)
                """;
        assertEquals(
                program.replace("return []", "return np.asarray([])")
                        .replace("return inner(x) + g(x)", "return np.asarray(inner(x) + g(x))"),
                asArrays(program, 1, 0).orElseThrow());
    }

    @Test
    void ofSeveralValuesOnlyTheArraysAreWrapped() {
        String program = "import numpy as np\ndef f(x):\n    return [x, 1], {\"n\": 2}, list(x)\n";
        assertEquals(
                "import numpy as np\ndef f(x):\n    return np.asarray([x, 1]), {\"n\": 2}, np.asarray(list(x))\n",
                asArrays(program, 3, 0, 2).orElseThrow());
    }

    @Test
    void aTupleWithoutBracketsAsOneValueGetsThem() {
        assertEquals(
                "import numpy as np\ndef f(x):\n    return np.asarray((x, 1))\n",
                asArrays("import numpy as np\ndef f(x):\n    return x, 1\n", 1, 0)
                        .orElseThrow());
    }

    @Test
    void theImportIsAddedWhereItIsMissing() {
        assertEquals(
                "import numpy as np\ndef f(x):\n    return np.asarray([x])\n",
                asArrays("def f(x):\n    return [x]\n", 1, 0).orElseThrow());
    }

    @Test
    void aPartIsTakenOutOfATuple() {
        assertEquals(
                "def f(x):\n    return (find_peaks(x))[0]\n",
                Returns.changed("def f(x):\n    return find_peaks(x)\n", "f", 1, Map.of(0, Returns.part(0)))
                        .orElseThrow());
    }

    @Test
    void nothingIsGuessed() {
        assertEquals(Optional.empty(), asArrays("def f(x):\n    both = [x], 1\n    return both\n", 2, 0));
        assertEquals(Optional.empty(), asArrays("def f(x):\n    np = 3\n    return [x]\n", 1, 0));
        assertEquals(Optional.empty(), asArrays("import math as np\ndef f(x):\n    return [x]\n", 1, 0));
        assertEquals(Optional.empty(), asArrays("def f(x):\n    print(x)\n", 1, 0));
        assertEquals(Optional.empty(), asArrays("def g(x):\n    return [x]\n", 1, 0));
    }
}
