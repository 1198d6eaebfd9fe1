package io.gpiot.bench.oracle;

import io.gpiot.bench.suite.CodeItem;
import java.util.LinkedHashMap;
import java.util.Map;

/** Programs that no test may accept: some are made of the reference, so that they return what looks right. */
final class StandIns {

    private static final String NOTHING = """


            def _nothing(value):
                import numpy
                if isinstance(value, numpy.ndarray):
                    return numpy.zeros_like(value)
                if isinstance(value, (list, tuple)):
                    return type(value)(_nothing(item) for item in value)
                if isinstance(value, dict):
                    return {key: _nothing(item) for key, item in value.items()}
                if type(value).__name__ == "DataFrame":
                    return value.apply(lambda column: 0 * column if column.dtype.kind in "iuf" else column)
                if isinstance(value, (bool, int, float, complex, str, bytes, numpy.generic)):
                    return type(value)()
                return value


            _right = ENTRY


            def ENTRY(*arguments, **named):
                return _nothing(_right(*arguments, **named))
            """;

    private static final String FIRST = """


            _right = ENTRY
            _first = []


            def ENTRY(*arguments, **named):
                import copy
                if not _first:
                    _first.append(_right(*arguments, **named))
                return copy.deepcopy(_first[0])
            """;

    private static final String CHANGED = """


            def _changed(value):
                import numpy
                CHANGE
                if isinstance(value, (list, tuple)):
                    return type(value)(_changed(item) for item in value)
                if isinstance(value, dict):
                    return {key: _changed(item) for key, item in value.items()}
                return value


            _right = ENTRY


            def ENTRY(*arguments, **named):
                value = _right(*arguments, **named)
                changed = _changed(value)
                return None if repr(changed) == repr(value) else changed
            """;

    /** Tests that say what must not be instead of what must be let it through. */
    private static final String NOT_A_NUMBER = """
            if isinstance(value, numpy.ndarray) and value.dtype.kind in "fc":
                    return numpy.full_like(value, numpy.nan)
                if isinstance(value, (float, numpy.floating)):
                    return float("nan")""";

    private static final String EMPTY = """
            if isinstance(value, numpy.ndarray) and value.ndim:
                    return value[:0]
                if isinstance(value, (list, str, dict)):
                    return type(value)()""";

    private static final String NONE = "def ENTRY(*arguments, **named):\n    return None\n";

    private static final String INPUT =
            "def ENTRY(*arguments, **named):\n    return [*arguments, *named.values()][0]\n";

    private StandIns() {}

    /** Name to program. */
    static Map<String, String> of(CodeItem item) {
        Map<String, String> programs = new LinkedHashMap<>();
        programs.put("none", named(item, NONE));
        programs.put("zeros", item.reference() + named(item, NOTHING));
        programs.put("constant", item.reference() + named(item, FIRST));
        programs.put("not a number", item.reference() + named(item, CHANGED.replace("CHANGE", NOT_A_NUMBER)));
        programs.put("empty", item.reference() + named(item, CHANGED.replace("CHANGE", EMPTY)));
        programs.put("input", named(item, INPUT));
        if (!item.naive().isEmpty()) {
            programs.put("naive", item.naive());
        }
        return programs;
    }

    private static String named(CodeItem item, String program) {
        return program.replace("ENTRY", item.entryPoint());
    }
}
